package io.suture.device.state;

import io.suture.trust.tuf.MetadataStore;
import java.util.Optional;

/** TUF metadata as files {@code <role>.json} of one directory. */
public final class FileMetadataStore implements MetadataStore {

    private final Storage storage;
    private final String prefix;

    /** Keep the files in a directory of the storage; {@code ""} is the storage's own. */
    public FileMetadataStore(Storage storage, String directory) {
        this.storage = storage;
        this.prefix = directory.isEmpty() ? "" : directory + "/";
    }

    @Override
    public Optional<byte[]> read(String role) {
        return storage.read(path(role));
    }

    @Override
    public void write(String role, byte[] bytes) {
        storage.write(path(role), bytes);
    }

    @Override
    public void delete(String role) {
        storage.delete(path(role));
    }

    private String path(String role) {
        return prefix + role + ".json";
    }
}
