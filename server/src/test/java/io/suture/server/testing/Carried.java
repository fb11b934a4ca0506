package io.suture.server.testing;

import io.suture.trust.tuf.MetadataSource;
import io.suture.trust.tuf.OfflineUpdate;
import java.util.Optional;

/**
 * A repository as it is carried: of the roles that only online clients may use nothing is there.
 *
 * @param from where the files come from
 * @param version of offline-update that is carried
 */
public record Carried(MetadataSource from, long version) implements MetadataSource {

    @Override
    public Optional<byte[]> fetch(String fileName, int maxBytes) {
        if (fileName.endsWith("timestamp.json") || fileName.endsWith("snapshot.json")) {
            throw new IllegalStateException(fileName + " must not be read");
        }
        return fileName.equals(OfflineUpdate.FILE)
                ? from.fetch(version + "." + OfflineUpdate.FILE, maxBytes)
                : from.fetch(fileName, maxBytes);
    }

    @Override
    public Optional<byte[]> fetchTarget(String path, int maxBytes) {
        return from.fetchTarget(path, maxBytes);
    }
}
