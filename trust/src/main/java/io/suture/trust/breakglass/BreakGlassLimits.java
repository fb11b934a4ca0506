package io.suture.trust.breakglass;

import java.time.Duration;

/** Every limit on break-glass. */
public final class BreakGlassLimits {

    /** How many different people must have signed. */
    public static final int SIGNERS = 2;

    /** Most people of a policy. */
    public static final int PEOPLE = 32;

    /** Most keys of a person. */
    public static final int KEYS = 8;

    /** Longest time an authorisation may be valid. */
    public static final Duration VALIDITY = Duration.ofDays(7);

    /** Longest reason, in characters. */
    public static final int REASON = 2000;

    /** Largest signed authorisation. */
    public static final int ENVELOPE_BYTES = 64 * 1024;

    private BreakGlassLimits() {}
}
