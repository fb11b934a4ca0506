package io.suture.server.erasure;

import java.util.Locale;

/** What ends a request. */
enum ErasureStep {
    CONFIRM,
    REFUSE,
    WITHDRAW,
    EXPIRE;

    /** Return the name in answers. */
    String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
