package io.suture.server.signing;

import java.util.Arrays;
import java.util.Locale;

/** Where a signing event is; what leads where stands in {@link SigningEventLifeCycle}. */
enum SigningEventState {
    OPEN,
    COMPLETED,
    REFUSED,
    EXPIRED,
    SUPERSEDED;

    /** Returns the name in documents and records. */
    String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    static SigningEventState of(String code) {
        return Arrays.stream(values())
                .filter(state -> state.code().equals(code))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no state of signing events: " + code));
    }
}
