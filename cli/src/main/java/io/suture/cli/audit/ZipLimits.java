package io.suture.cli.audit;

/**
 * What a package may cost to open.
 *
 * @param files most files
 * @param fileBytes largest file, unpacked
 * @param totalBytes all files together, unpacked
 * @param ratio largest unpacked size for each packed byte, beyond {@link #freeBytes}
 * @param freeBytes a file up to this size may have any ratio
 */
record ZipLimits(int files, int fileBytes, long totalBytes, int ratio, int freeBytes) {

    /** Generous for a package, harmless for a machine. */
    static final ZipLimits DEFAULT = new ZipLimits(10_000, 64 * 1024 * 1024, 512L * 1024 * 1024, 200, 64 * 1024);
}
