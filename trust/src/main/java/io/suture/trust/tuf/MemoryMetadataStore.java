package io.suture.trust.tuf;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Trusted metadata that is forgotten with the program: for a reader that begins from a root each time. */
public final class MemoryMetadataStore implements MetadataStore {

    private final Map<String, byte[]> files = new HashMap<>();

    /** Creates a store that trusts this root. */
    public MemoryMetadataStore(byte[] root) {
        files.put(Root.TYPE, root.clone());
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
