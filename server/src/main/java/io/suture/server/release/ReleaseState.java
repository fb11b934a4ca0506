package io.suture.server.release;

import java.util.Arrays;
import java.util.Locale;

/** Where a release is in its life; what leads where stands in {@link ReleaseLifeCycle}. */
public enum ReleaseState {
    DRAFT,
    SUBMITTED,
    VALIDATED,
    APPROVED,
    SIGNED,
    PUBLISHED,
    SUSPENDED,
    WITHDRAWN,
    REJECTED;

    /** Return the name in documents and records. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Return the state of this name. */
    public static ReleaseState of(String code) {
        return Arrays.stream(values())
                .filter(state -> state.code().equals(code))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no release state " + code));
    }
}
