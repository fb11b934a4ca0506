package io.suture.trust.tuf;

import static io.suture.trust.tuf.RepositorySimulator.NOW;

import java.time.Instant;
import java.util.Optional;
import java.util.TreeMap;

/** A device that updates from a simulated repository again and again, its clock set by the test. */
final class Client {

    final RepositorySimulator repository;
    final MemoryStore store;
    Instant now = NOW;
    TufLimits limits = TufLimits.DEFAULT;

    Client(RepositorySimulator repository) {
        this.repository = repository;
        this.store = new MemoryStore(repository.root(1));
    }

    Updater updater() {
        return new Updater(limits, now, store, repository);
    }

    Updater offlineUpdater() {
        return Updater.offline(limits, now, store, repository);
    }

    void refresh() {
        updater().refresh();
    }

    byte[] download(String path) {
        return updater().downloadSmall(path, 1000);
    }

    Optional<TargetFile> target(String path) {
        return updater().target(path);
    }

    /** Return the version of each role in the store, {@code {root=1, …}}; 0 for an unreadable file. */
    TreeMap<String, Long> versions() {
        TreeMap<String, Long> versions = new TreeMap<>();
        store.files.forEach((role, bytes) -> versions.put(role, version(role, bytes)));
        return versions;
    }

    private static long version(String role, byte[] bytes) {
        try {
            return SignedMetadata.parse(role, bytes).signed().integer("version");
        } catch (TufException e) {
            return 0;
        }
    }
}
