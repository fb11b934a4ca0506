package io.suture.server.problem;

import org.jspecify.annotations.Nullable;

/** The body of a request that says why. */
public record Reason(@Nullable String reason) {

    /** Longest reason that people give. */
    public static final int MAX = 2000;

    /** Return the reason, which must be there. */
    public String checked() {
        return checked(reason);
    }

    /** Return a reason, which must be there. */
    public static String checked(@Nullable String reason) {
        return Fields.text("reason", reason, MAX);
    }
}
