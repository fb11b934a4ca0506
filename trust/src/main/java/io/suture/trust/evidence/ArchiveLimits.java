package io.suture.trust.evidence;

/**
 * What a dossier may cost to open.
 *
 * @param files most files
 * @param totalBytes largest archive
 * @param nameBytes longest name
 */
public record ArchiveLimits(int files, long totalBytes, int nameBytes) {

    /** Generous for a dossier, harmless for a machine: contents stay in the file until they are needed. */
    public static final ArchiveLimits DEFAULT = new ArchiveLimits(20_000, PlainZip.MAX_BYTES, 512);
}
