package io.suture.trust.evidence;

import io.suture.trust.digest.Digest;

/** A file of a package. Large ones are hashed piece by piece and read only when asked for. */
interface PackagedFile {

    /** Return its length. */
    long length();

    /** Return its digest. */
    Digest digest();

    /** Return its bytes; one that is larger than {@link EvidenceLimits#TARGET_BYTES} fails. */
    byte[] bytes();

    /** Return a file that is held. */
    static PackagedFile of(byte[] content) {
        return new PackagedFile() {
            @Override
            public long length() {
                return content.length;
            }

            @Override
            public Digest digest() {
                return Digest.of(content);
            }

            @Override
            public byte[] bytes() {
                return content;
            }
        };
    }
}
