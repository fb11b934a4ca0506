package io.suture.device.agent;

import io.suture.device.state.FileMetadataStore;
import io.suture.device.state.Storage;
import io.suture.trust.tuf.MetadataStore;
import io.suture.trust.tuf.Root;
import io.suture.trust.tuf.SignedMetadata;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The device's metadata; of roots every version, so that the way from the first one can be walked again at boot. */
final class KeptRoots implements MetadataStore {

    private static final String DIRECTORY = "tuf/roots";

    private final Storage storage;
    private final FileMetadataStore newest;

    KeptRoots(Storage storage, FileMetadataStore newest) {
        this.storage = storage;
        this.newest = newest;
    }

    @Override
    public Optional<byte[]> read(String role) {
        return newest.read(role);
    }

    @Override
    public void write(String role, byte[] bytes) {
        if (role.equals(Root.TYPE)) {
            long version = SignedMetadata.parse(Root.TYPE, bytes).asRoot().version();
            storage.write(DIRECTORY + "/" + version + ".json", bytes);
        }
        newest.write(role, bytes);
    }

    @Override
    public void delete(String role) {
        newest.delete(role);
    }

    /** Return every root that was trusted, by version. */
    SortedMap<Long, byte[]> roots() {
        SortedMap<Long, byte[]> roots = new TreeMap<>();
        storage.list(DIRECTORY)
                .forEach(name -> storage.read(DIRECTORY + "/" + name)
                        .ifPresent(bytes -> roots.put(Long.parseLong(name.replace(".json", "")), bytes)));
        return roots;
    }
}
