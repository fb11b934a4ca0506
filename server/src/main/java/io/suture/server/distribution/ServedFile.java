package io.suture.server.distribution;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A target file that devices may read now.
 *
 * @param sha256 its digest, which is also its entity tag
 * @param length its length
 * @param bytes its content when it is small enough to be kept in memory; the blob store holds it otherwise
 */
@SuppressWarnings("ArrayRecordComponent")
record ServedFile(String sha256, long length, byte @Nullable [] bytes) {

    String etag() {
        return "\"" + sha256 + "\"";
    }

    Optional<byte[]> inMemory() {
        return Optional.ofNullable(bytes);
    }
}
