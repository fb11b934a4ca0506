package io.suture.trust.evidence;

/** Every limit on a package. */
public final class EvidenceLimits {

    /** Largest target file in a package. */
    public static final int TARGET_BYTES = 64 * 1024 * 1024;

    /** Most lines of a JSON Lines file. */
    public static final int LINES = 1_000_000;

    private EvidenceLimits() {}
}
