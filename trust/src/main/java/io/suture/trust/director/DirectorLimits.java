package io.suture.trust.director;

import java.time.Duration;

/** Every limit on what a director says. */
public final class DirectorLimits {

    /** Largest signed assignment. */
    public static final int ENVELOPE_BYTES = 64 * 1024;

    /** Most keys of a policy. */
    public static final int KEYS = 16;

    /** Longest time an assignment may be valid. */
    public static final Duration VALIDITY = Duration.ofDays(7);

    /** Shortest time until the next question; a shorter one is lengthened. */
    public static final Duration SHORTEST_PAUSE = Duration.ofSeconds(1);

    /** Longest time until the next question; a longer one is shortened. */
    public static final Duration LONGEST_PAUSE = Duration.ofDays(7);

    private DirectorLimits() {}
}
