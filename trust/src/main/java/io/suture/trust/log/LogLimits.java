package io.suture.trust.log;

/** Every limit the log formats put on what they read. */
public final class LogLimits {

    /** Largest signed note, in bytes: 36 post-quantum signature lines fit, and as many others. */
    public static final int NOTE_BYTES = 128 * 1024;

    /** Most signature lines of a note: eight of the log, two of each witness (signed-note: at least 16). */
    public static final int NOTE_SIGNATURES = 72;

    /** Most keys of logs in a policy file (tlog-policy: at least 32 logs). */
    public static final int LOGS = 256;

    /** Most keys of a log in a policy. */
    public static final int LOG_KEYS = 16;

    /** Most witnesses in a policy (tlog-policy: at least 32). */
    public static final int WITNESSES = 32;

    /** Most keys of one witness in a policy. */
    public static final int WITNESS_KEYS = 8;

    /** Most groups of witnesses in a policy (tlog-policy: at least 32). */
    public static final int WITNESS_GROUPS = 32;

    /** Most hashes of a proof: a tree of 2^63 leaves needs no more. */
    public static final int PROOF_HASHES = 63;

    /** Largest proof file: hashes, header and note. */
    public static final int PROOF_BYTES = NOTE_BYTES + 8 * 1024;

    /** Largest log entry: its length is a u16 in an entry bundle. */
    public static final int ENTRY_BYTES = 65_535;

    /** Largest private section of an entry. */
    public static final int SECTION_BYTES = 256 * 1024;

    /** Largest answer of a time-stamp authority (RFC 3161): a token with its chain is a tenth of it. */
    public static final int TIMESTAMP_BYTES = 64 * 1024;

    /** Hashes in a full tile. */
    public static final int TILE_WIDTH = 256;

    /** Tree levels in a tile. */
    public static final int TILE_HEIGHT = 8;

    private LogLimits() {}
}
