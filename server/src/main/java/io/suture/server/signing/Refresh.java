package io.suture.server.signing;

import io.suture.trust.json.JsonObject;
import io.suture.trust.tuf.MetaFile;
import io.suture.trust.tuf.MetadataWriter;
import io.suture.trust.tuf.SignedMetadata;
import io.suture.trust.tuf.Snapshot;
import io.suture.trust.tuf.TargetFile;
import io.suture.trust.tuf.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.LongFunction;
import java.util.stream.Collectors;

/**
 * Works out which online metadata must be signed so that a repository shows what it should: pure, the same for a
 * publication, a withdrawal, an offline update, a renewal, and the repair after a crash.
 */
final class Refresh {

    /** The next version of a role and the key that signs it. */
    @FunctionalInterface
    interface Authority {

        Metadata sign(String role, Instant expires, LongFunction<JsonObject> signed);
    }

    private final RepositoryState before;
    private final Map<String, List<TargetFile>> wanted;
    private final Map<String, Metadata> prepared;
    private final TufLifetimes lifetimes;
    private final Instant now;

    /**
     * Creates a refresh.
     *
     * @param before what is visible, with offline files that are to become visible
     * @param wanted the target files of each product
     * @param prepared product metadata signed with a release and not yet visible
     * @param lifetimes how long new metadata are valid
     * @param now the time
     */
    Refresh(
            RepositoryState before,
            Map<String, List<TargetFile>> wanted,
            Map<String, Metadata> prepared,
            TufLifetimes lifetimes,
            Instant now) {
        this.before = before;
        this.wanted = Map.copyOf(wanted);
        this.prepared = Map.copyOf(prepared);
        this.lifetimes = lifetimes;
        this.now = now;
    }

    /** Returns the files that become visible in addition: none when all is as it should be. */
    List<Metadata> sign(Authority authority) {
        List<Metadata> changed = new ArrayList<>();
        for (String product : before.products()) {
            product(product, authority).ifPresent(changed::add);
        }
        RepositoryState state = before.with(changed);
        Optional<Metadata> snapshot = snapshot(state, authority);
        snapshot.ifPresent(changed::add);
        timestamp(state.with(snapshot.stream().toList()), snapshot.isPresent(), authority)
                .ifPresent(changed::add);
        return changed;
    }

    private Optional<Metadata> product(String product, Authority authority) {
        Collection<TargetFile> files = wanted.getOrDefault(product, List.of());
        Optional<Metadata> current = before.role(product);
        if (current.filter(metadata -> fits(metadata, files)).isPresent()) {
            return Optional.empty();
        }
        long version = current.map(Metadata::version).orElse(0L);
        Optional<Metadata> ready = Optional.ofNullable(prepared.get(product))
                .filter(metadata -> metadata.version() > version && fits(metadata, files));
        return ready.isPresent() ? ready : Optional.of(sign(product, files, authority));
    }

    private boolean fits(Metadata metadata, Collection<TargetFile> files) {
        return !metadata.isDue(now, lifetimes.productLifetime())
                && metadata.targets().files().equals(byPath(files));
    }

    private Metadata sign(String product, Collection<TargetFile> files, Authority authority) {
        Instant expires = expires(lifetimes.productLifetime());
        return authority.sign(product, expires, version -> product(version, expires, files));
    }

    /** Returns the signed part of a product's role: its files by path. */
    static JsonObject product(long version, Instant expires, Collection<TargetFile> files) {
        return MetadataWriter.targets(
                version, expires, List.copyOf(byPath(files).values()), null);
    }

    private static Map<String, TargetFile> byPath(Collection<TargetFile> files) {
        return files.stream().collect(Collectors.toMap(TargetFile::path, file -> file, (a, b) -> b, TreeMap::new));
    }

    private Optional<Metadata> snapshot(RepositoryState state, Authority authority) {
        Map<String, MetaFile> listed = new TreeMap<>();
        for (String role : state.listedRoles()) {
            state.role(role).ifPresent(metadata -> listed.put(role, metadata.describe()));
        }
        Optional<Metadata> current = state.role(Snapshot.TYPE)
                .filter(metadata -> !metadata.isDue(now, lifetimes.snapshotLifetime()))
                .filter(metadata -> SignedMetadata.parse(Snapshot.TYPE, metadata.bytes())
                        .asSnapshot()
                        .roles()
                        .equals(listed));
        if (current.isPresent()) {
            return Optional.empty();
        }
        Instant expires = expires(lifetimes.snapshotLifetime());
        return Optional.of(
                authority.sign(Snapshot.TYPE, expires, version -> MetadataWriter.snapshot(version, expires, listed)));
    }

    private Optional<Metadata> timestamp(RepositoryState state, boolean newSnapshot, Authority authority) {
        boolean due = state.role(Timestamp.TYPE)
                .map(metadata -> metadata.isDue(now, lifetimes.timestampLifetime()))
                .orElse(true);
        if (!due && !newSnapshot) {
            return Optional.empty();
        }
        MetaFile snapshot = state.role(Snapshot.TYPE).orElseThrow().describe();
        Instant expires = expires(lifetimes.timestampLifetime());
        return Optional.of(authority.sign(
                Timestamp.TYPE, expires, version -> MetadataWriter.timestamp(version, expires, snapshot)));
    }

    private Instant expires(Duration lifetime) {
        return now.plus(lifetime).truncatedTo(ChronoUnit.SECONDS);
    }
}
