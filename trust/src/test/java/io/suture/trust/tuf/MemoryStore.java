package io.suture.trust.tuf;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** A client's store in memory, which can lose power before a change. */
final class MemoryStore implements MetadataStore {

    /** The simulated loss of power. */
    static final class PowerLoss extends RuntimeException {}

    final Map<String, byte[]> files = new LinkedHashMap<>();
    private int changesUntilPowerLoss = Integer.MAX_VALUE;

    MemoryStore(byte[] root) {
        files.put(Root.TYPE, root);
    }

    void losePowerAfter(int changes) {
        changesUntilPowerLoss = changes;
    }

    void powerBack() {
        changesUntilPowerLoss = Integer.MAX_VALUE;
    }

    @Override
    public Optional<byte[]> read(String role) {
        return Optional.ofNullable(files.get(role));
    }

    @Override
    public void write(String role, byte[] bytes) {
        change();
        files.put(role, bytes);
    }

    @Override
    public void delete(String role) {
        change();
        files.remove(role);
    }

    private void change() {
        if (changesUntilPowerLoss-- == 0) {
            throw new PowerLoss();
        }
    }
}
