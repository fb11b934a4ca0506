package io.suture.trust.tuf;

/**
 * What one update may cost a client (TUF 5.3.3, 5.4.1, 5.5.1, 5.6.1, 5.6.7).
 *
 * @param rootBytes largest root file
 * @param timestampBytes largest timestamp file
 * @param snapshotBytes largest snapshot file, whatever the timestamp says
 * @param targetsBytes largest targets file, whatever the snapshot says
 * @param roots most root files of one refresh
 * @param delegations most delegated roles visited for one target
 */
public record TufLimits(
        int rootBytes, int timestampBytes, int snapshotBytes, int targetsBytes, int roots, int delegations) {

    /** Room for post-quantum signatures: root 512 KiB, timestamp 64 KiB; 256 roots, 32 roles. */
    public static final TufLimits DEFAULT =
            new TufLimits(512 * 1024, 64 * 1024, 2 * 1024 * 1024, 5 * 1024 * 1024, 256, 32);

    /** Refuse limits that do not limit. */
    public TufLimits {
        if (rootBytes < 1 || timestampBytes < 1 || snapshotBytes < 1 || targetsBytes < 1) {
            throw new IllegalArgumentException("sizes must be positive");
        }
        if (roots < 1 || delegations < 1) {
            throw new IllegalArgumentException("counts must be positive");
        }
    }
}
