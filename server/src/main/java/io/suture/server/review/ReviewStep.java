package io.suture.server.review;

import java.util.Locale;

/** What the reviewer does. */
enum ReviewStep {
    COMMENT,
    CLOSE;

    /** Return the name in answers. */
    String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
