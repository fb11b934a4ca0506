package io.suture.cli.ceremony;

import io.suture.cli.session.TestRun;
import io.suture.trust.json.JsonObject;
import io.suture.trust.key.Signer;
import io.suture.trust.tuf.MetaFile;
import io.suture.trust.tuf.MetadataSource;
import io.suture.trust.tuf.MetadataStore;
import io.suture.trust.tuf.MetadataWriter;
import io.suture.trust.tuf.TargetFile;
import io.suture.trust.tuf.TufLimits;
import io.suture.trust.tuf.Updater;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A repository in memory: the files of a ceremony, and snapshot and timestamp by the online keys. */
final class Repository implements MetadataSource {

    private static final Instant EXPIRES = Instant.parse("2030-01-01T00:00:00Z");

    private final Map<String, byte[]> metadata = new HashMap<>();
    private final Map<String, byte[]> targets = new HashMap<>();
    private final Map<String, MetaFile> roles = new TreeMap<>();
    private final byte[] trustedRoot;
    private final Signer snapshotKey;
    private final Signer timestampKey;
    private long version;

    private Repository(byte[] trustedRoot, Signer snapshotKey, Signer timestampKey) {
        this.trustedRoot = trustedRoot;
        this.snapshotKey = snapshotKey;
        this.timestampKey = timestampKey;
    }

    static Repository of(Path folder, byte[] trustedRoot, Signer snapshot, Signer timestamp) throws IOException {
        Repository repository = new Repository(trustedRoot, snapshot, timestamp);
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(f -> f.getFileName().toString().matches("[0-9]+[.].*json"))
                    .toList()) {
                repository.addMetadata(file.getFileName().toString(), Files.readAllBytes(file));
            }
        }
        try (Stream<Path> files = Files.list(folder.resolve("targets/policy"))) {
            for (Path file : files.toList()) {
                repository.addTarget("policy/" + file.getFileName(), Files.readAllBytes(file));
            }
        }
        repository.publish();
        return repository;
    }

    void publishProduct(String name, List<TargetFile> files, Signer key) {
        long next = version + 1;
        JsonObject signed = MetadataWriter.targets(next, EXPIRES, files, null);
        addMetadata(next + "." + name + ".json", MetadataWriter.sign(signed, List.of(key)));
        publish();
    }

    Updater updater() {
        Map<String, byte[]> store = new HashMap<>(Map.of("root", trustedRoot));
        return new Updater(
                TufLimits.DEFAULT,
                TestRun.NOW,
                new MetadataStore() {
                    @Override
                    public Optional<byte[]> read(String role) {
                        return Optional.ofNullable(store.get(role));
                    }

                    @Override
                    public void write(String role, byte[] bytes) {
                        store.put(role, bytes);
                    }

                    @Override
                    public void delete(String role) {
                        store.remove(role);
                    }
                },
                this);
    }

    @Override
    public Optional<byte[]> fetch(String fileName, int maxBytes) {
        return Optional.ofNullable(metadata.get(fileName));
    }

    @Override
    public Optional<byte[]> fetchTarget(String path, int maxBytes) {
        return Optional.ofNullable(targets.get(path));
    }

    private void addMetadata(String name, byte[] bytes) {
        metadata.put(name, bytes);
        String[] parts = name.split("\\.");
        MetaFile described = MetaFile.describing(Long.parseLong(parts[0]), bytes);
        if (!parts[1].equals("root")) {
            roles.merge(parts[1], described, (a, b) -> a.version() > b.version() ? a : b);
        }
    }

    private void addTarget(String path, byte[] bytes) {
        targets.put(TargetFile.describing(path, bytes).consistentPath(), bytes);
    }

    private void publish() {
        version++;
        byte[] snapshot = MetadataWriter.sign(MetadataWriter.snapshot(version, EXPIRES, roles), List.of(snapshotKey));
        metadata.put(version + ".snapshot.json", snapshot);
        JsonObject timestamp = MetadataWriter.timestamp(version, EXPIRES, MetaFile.describing(version, snapshot));
        metadata.put("timestamp.json", MetadataWriter.sign(timestamp, List.of(timestampKey)));
    }
}
