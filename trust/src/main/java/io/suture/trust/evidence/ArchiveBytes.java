package io.suture.trust.evidence;

import java.util.Arrays;

/** Where an archive's bytes come from: memory or a file. */
public interface ArchiveBytes {

    /** Return how many there are. */
    long length();

    /** Return some of them; the range lies within the length. */
    byte[] read(long offset, int length);

    /** Return bytes that are held. */
    static ArchiveBytes of(byte[] bytes) {
        return new ArchiveBytes() {
            @Override
            public long length() {
                return bytes.length;
            }

            @Override
            public byte[] read(long offset, int length) {
                return Arrays.copyOfRange(bytes, (int) offset, (int) offset + length);
            }
        };
    }
}
