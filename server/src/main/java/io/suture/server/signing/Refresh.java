package io.suture.server.signing;

import io.suture.trust.json.JsonObject;
import io.suture.trust.tuf.DelegatedRole;
import io.suture.trust.tuf.Delegations;
import io.suture.trust.tuf.FamilyDemand;
import io.suture.trust.tuf.MetaFile;
import io.suture.trust.tuf.MetadataWriter;
import io.suture.trust.tuf.OfflineUpdate;
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
import java.util.Set;
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

    /**
     * What was signed.
     *
     * @param visible files that become visible in addition: none when all is as it should be
     * @param awaiting product metadata whose delegation demands more signatures than the server's
     */
    record Signed(List<Metadata> visible, List<Metadata> awaiting) {}

    private final Situation situation;
    private final RepositoryState before;
    private final Set<String> waiting;
    private final TufLifetimes lifetimes;
    private final Instant now;

    /**
     * Creates a refresh.
     *
     * @param situation what is there and what should be
     * @param waiting products whose signatures somebody was asked for; they stay as they are
     * @param lifetimes how long new metadata are valid
     */
    Refresh(Situation situation, Set<String> waiting, TufLifetimes lifetimes) {
        this.situation = situation;
        this.before = situation.visible();
        this.waiting = Set.copyOf(waiting);
        this.lifetimes = lifetimes;
        this.now = situation.now();
    }

    /** Signs what is missing; a product that awaits people's signatures holds up neither the others nor the snapshot. */
    Signed sign(Authority authority) {
        List<Metadata> changed = new ArrayList<>();
        List<Metadata> awaiting = new ArrayList<>();
        for (String product : before.products()) {
            product(product, authority).ifPresent(file -> (situation.accepts(file) ? changed : awaiting).add(file));
        }
        for (String product : before.products()) {
            delta(before.with(changed), product, authority).ifPresent(changed::add);
        }
        offlineUpdate(before.with(changed), authority).ifPresent(changed::add);
        RepositoryState state = before.with(changed);
        Optional<Metadata> snapshot = snapshot(state, authority);
        snapshot.ifPresent(changed::add);
        timestamp(state.with(snapshot.stream().toList()), snapshot.isPresent(), authority)
                .ifPresent(changed::add);
        return new Signed(List.copyOf(changed), List.copyOf(awaiting));
    }

    /**
     * Returns metadata, signed by the server, of products whose visible ones the delegation does not accept and for which
     * the server's signature is not enough: a delegation that would hide what devices see now.
     */
    List<Metadata> unaccepted(Authority authority) {
        return before.products().stream()
                .filter(product -> before.role(product)
                        .filter(current -> !situation.accepts(current))
                        .isPresent())
                .flatMap(product -> product(product, authority).stream())
                .filter(file -> !situation.accepts(file))
                .toList();
    }

    private Optional<Metadata> product(String product, Authority authority) {
        Collection<TargetFile> files = situation.wanted(product);
        Optional<Metadata> current = before.role(product);
        if (current.filter(metadata -> fits(metadata, files)).isPresent()) {
            return Optional.empty();
        }
        long version = current.map(Metadata::version).orElse(0L);
        Optional<Metadata> ready = Optional.ofNullable(situation.prepared().get(product))
                .filter(metadata -> metadata.version() > version && fits(metadata, files));
        if (ready.isPresent() || waiting.contains(product) || (files.isEmpty() && isNew(product))) {
            return ready;
        }
        return Optional.of(sign(product, files, authority));
    }

    /** People are not asked to sign that a product has no releases yet. */
    private boolean isNew(String product) {
        return before.role(product).isEmpty()
                && before.delegation(product)
                        .filter(role -> role.keys().threshold() > 1
                                || !role.keys().families().equals(FamilyDemand.NONE))
                        .isPresent();
    }

    private boolean fits(Metadata metadata, Collection<TargetFile> files) {
        return !isDue(metadata, lifetimes.productLifetime())
                && metadata.targets().files().equals(byPath(files))
                && metadata.targets().delegations().equals(situation.delegations(metadata.role()))
                && situation.accepts(metadata);
    }

    /** Half of its life is over, or a restored database brought back a version that is older than what devices saw. */
    private boolean isDue(Metadata metadata, Duration lifetime) {
        return metadata.isDue(now, lifetime) || situation.isBehind(metadata);
    }

    private Metadata sign(String product, Collection<TargetFile> files, Authority authority) {
        Instant expires = expires(lifetimes.productLifetime());
        return authority.sign(
                product, expires, version -> product(version, expires, files, situation.delegations(product)));
    }

    /** Returns the signed part of a product's role: its files by path, and to whom it delegates its deltas. */
    static JsonObject product(long version, Instant expires, Collection<TargetFile> files, Delegations delegations) {
        return MetadataWriter.targets(
                version,
                expires,
                List.copyOf(byPath(files).values()),
                delegations.equals(Delegations.NONE) ? null : delegations);
    }

    private Optional<Metadata> delta(RepositoryState state, String product, Authority authority) {
        return state.deltaDelegation(product)
                .flatMap(role ->
                        listing(state, role, situation.wanted(role.name()), lifetimes.deltaLifetime(), authority));
    }

    /** The snapshot of carried repositories: every targets role but itself, as a target (ADR 0017). */
    private Optional<Metadata> offlineUpdate(RepositoryState state, Authority authority) {
        List<TargetFile> files = state.listed().values().stream()
                .filter(metadata -> !metadata.role().equals(OfflineUpdate.ROLE))
                .map(metadata -> OfflineUpdate.target(metadata.role(), metadata.version(), metadata.bytes()))
                .toList();
        return state.delegation(OfflineUpdate.ROLE)
                .flatMap(role -> listing(state, role, files, lifetimes.offlineUpdateLifetime(), authority));
    }

    /** Signs a role that the server alone signs, unless the one there is lists these files and goes on living. */
    private Optional<Metadata> listing(
            RepositoryState state,
            DelegatedRole role,
            Collection<TargetFile> files,
            Duration lifetime,
            Authority authority) {
        Map<String, TargetFile> listed = byPath(files);
        boolean current = state.role(role.name())
                .filter(metadata -> !isDue(metadata, lifetime))
                .filter(metadata -> metadata.targets().files().equals(listed))
                .filter(metadata -> RepositoryState.isSigned(metadata, role.keys()))
                .isPresent();
        if (current) {
            return Optional.empty();
        }
        Instant expires = expires(lifetime);
        List<TargetFile> inOrder = List.copyOf(listed.values());
        return Optional.of(authority.sign(
                role.name(), expires, version -> MetadataWriter.targets(version, expires, inOrder, null)));
    }

    static Map<String, TargetFile> byPath(Collection<TargetFile> files) {
        return files.stream().collect(Collectors.toMap(TargetFile::path, file -> file, (a, b) -> b, TreeMap::new));
    }

    private Optional<Metadata> snapshot(RepositoryState state, Authority authority) {
        Map<String, MetaFile> listed = new TreeMap<>();
        state.listed().forEach((role, metadata) -> listed.put(role, metadata.describe()));
        Optional<Metadata> current = state.role(Snapshot.TYPE)
                .filter(metadata -> !isDue(metadata, lifetimes.snapshotLifetime()))
                .filter(state::accepts)
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
        boolean stays = state.role(Timestamp.TYPE)
                .filter(metadata -> !isDue(metadata, lifetimes.timestampLifetime()))
                .filter(state::accepts)
                .isPresent();
        if (stays && !newSnapshot) {
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
