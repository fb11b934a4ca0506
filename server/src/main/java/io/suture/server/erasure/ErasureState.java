package io.suture.server.erasure;

import java.util.Locale;

/** Where a request is. Only {@code CONFIRMED} destroyed anything. */
enum ErasureState {
    OPEN,
    CONFIRMED,
    REFUSED,
    WITHDRAWN,
    EXPIRED;

    /** Return the name in the database and in answers. */
    String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    static ErasureState of(String code) {
        return valueOf(code.toUpperCase(Locale.ROOT));
    }
}
