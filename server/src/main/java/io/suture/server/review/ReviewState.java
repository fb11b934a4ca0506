package io.suture.server.review;

import java.util.Locale;

/** Where a review is. */
enum ReviewState {
    OPEN,
    CLOSED;

    /** Return the name in the database and in answers. */
    String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    static ReviewState of(String code) {
        return valueOf(code.toUpperCase(Locale.ROOT));
    }
}
