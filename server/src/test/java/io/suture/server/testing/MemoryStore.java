package io.suture.server.testing;

import io.suture.trust.tuf.MetadataStore;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What a TUF client keeps, in memory. */
public final class MemoryStore implements MetadataStore {

    private final Map<String, byte[]> files = new HashMap<>();

    public MemoryStore(byte[] root) {
        files.put("root", root);
    }

    @Override
    public Optional<byte[]> read(String role) {
        return Optional.ofNullable(files.get(role));
    }

    @Override
    public void write(String role, byte[] bytes) {
        files.put(role, bytes);
    }

    @Override
    public void delete(String role) {
        files.remove(role);
    }
}
