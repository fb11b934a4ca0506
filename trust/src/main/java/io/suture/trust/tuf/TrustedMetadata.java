package io.suture.trust.tuf;

import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The metadata a client trusts during one update (TUF 5.2 to 5.6): bytes in, trusted metadata out, no input or output.
 * The order is enforced: roots, then timestamp, snapshot, targets, delegated roles; a step back is a programming error.
 *
 * <p>Local files of an earlier update are offered first. A local timestamp or snapshot may be expired or outdated: it
 * then only serves as the reference below which nothing may fall, never as the result.
 */
public final class TrustedMetadata {

    private final Instant now;
    private Trusted<Root> root;
    private boolean onlineKeysRevoked;
    private @Nullable Trusted<Timestamp> timestamp;
    private @Nullable Trusted<Snapshot> snapshot;
    private boolean rootsFinished;
    private boolean timestampFinal;
    private boolean snapshotFinal;
    private @Nullable OfflineUpdate offlineUpdate;
    private final Map<String, Trusted<Targets>> targets = new LinkedHashMap<>();

    /** A role's metadata beside the file it came from. */
    private record Trusted<T extends Signed>(SignedMetadata file, T signed) {}

    /**
     * Start from a trusted root, which must be signed by its own keys; its expiry does not matter yet (TUF 5.2).
     *
     * @param rootBytes the trusted root file
     * @param now the time of the whole update (TUF 5.1)
     */
    public TrustedMetadata(byte[] rootBytes, Instant now) {
        this.now = now;
        SignedMetadata file = SignedMetadata.parse(Root.TYPE, rootBytes);
        Root trusted = file.asRoot();
        file.requireSignedBy(trusted.role(Root.TYPE));
        this.root = new Trusted<>(file, trusted);
    }

    /** Return the trusted root. */
    public Root root() {
        return root.signed();
    }

    /** Return the trusted timestamp, which may still be only a reference. */
    public Optional<Timestamp> timestamp() {
        return Optional.ofNullable(timestamp).map(Trusted::signed);
    }

    /** Return the trusted snapshot, which may still be only a reference. */
    public Optional<Snapshot> snapshot() {
        return Optional.ofNullable(snapshot).map(Trusted::signed);
    }

    /** Return a trusted targets role. */
    public Optional<Targets> targets(String role) {
        return Optional.ofNullable(targets.get(role)).map(Trusted::signed);
    }

    /** Return the files of everything trusted, as received, by role name. */
    public Map<String, byte[]> files() {
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put(Root.TYPE, root.file().bytes());
        if (timestamp != null) {
            files.put(Timestamp.TYPE, timestamp.file().bytes());
        }
        if (snapshot != null) {
            files.put(Snapshot.TYPE, snapshot.file().bytes());
        }
        targets.forEach((role, trusted) -> files.put(role, trusted.file().bytes()));
        return files;
    }

    /** Accept the next root, signed by the trusted one's keys and by its own (TUF 5.3.4 to 5.3.7). */
    public void updateRoot(byte[] bytes) {
        require(!rootsFinished, "roots come first");
        SignedMetadata file = SignedMetadata.parse(Root.TYPE, bytes);
        file.requireSignedBy(root().role(Root.TYPE)); // 5.3.4 by the trusted root
        Root next = file.asRoot();
        file.requireSignedBy(next.role(Root.TYPE)); // 5.3.4 by itself
        requireVersion(Root.TYPE, root().version() + 1, next.version()); // 5.3.5
        onlineKeysRevoked |= revokesKeyOf(Timestamp.TYPE, next) || revokesKeyOf(Snapshot.TYPE, next);
        root = new Trusted<>(file, next);
    }

    /** Return whether a root of this update took a key from timestamp or snapshot (TUF 5.3.11). */
    public boolean onlineKeysRevoked() {
        return onlineKeysRevoked;
    }

    /** End the roots: the last one must not be expired (TUF 5.3.10). */
    public void finishRoots() {
        requireNotExpired(Root.TYPE, root());
        rootsFinished = true;
    }

    /** Accept a local timestamp as a reference, expired or not (TUF 5.4.3). */
    public void referTimestamp(byte[] bytes) {
        require(rootsFinished && timestamp == null, "the reference comes after the roots, before the new timestamp");
        timestamp = verifiedTimestamp(bytes);
    }

    /**
     * Accept the repository's timestamp (TUF 5.4.2 to 5.4.4).
     *
     * @return whether it is new; false when the reference has the same version: that one stays, whatever else the
     *     offered one says
     */
    public boolean updateTimestamp(byte[] bytes) {
        require(rootsFinished && !timestampFinal, "timestamp comes after the roots, once");
        Trusted<Timestamp> offered = verifiedTimestamp(bytes);
        boolean newer = timestamp == null || isNewer(timestamp.signed(), offered.signed()); // 5.4.3
        Trusted<Timestamp> newest = newer ? offered : Objects.requireNonNull(timestamp);
        requireNotExpired(Timestamp.TYPE, newest.signed()); // 5.4.4, also for the one that stays
        timestamp = newest;
        timestampFinal = true;
        return newer;
    }

    /**
     * Accept a local snapshot: as the result if the timestamp still names it and it is not expired, else as a reference
     * (TUF 5.5.5). Hashes are not compared: it was trusted before.
     */
    public void referSnapshot(byte[] bytes) {
        require(timestampFinal && snapshot == null, "the reference comes after the timestamp, before the new snapshot");
        Trusted<Snapshot> local = verifiedSnapshot(bytes);
        snapshot = local;
        snapshotFinal = local.signed().version() == listedSnapshot().version()
                && !local.signed().isExpired(now);
    }

    /** Return whether the snapshot is the result, and no longer a reference. */
    public boolean isSnapshotFinal() {
        return snapshotFinal;
    }

    /** Accept the repository's snapshot (TUF 5.5.2 to 5.5.6). */
    public void updateSnapshot(byte[] bytes) {
        require(timestampFinal && !snapshotFinal, "snapshot comes after the timestamp, once");
        listedSnapshot().verify(Snapshot.TYPE, bytes); // 5.5.2
        Trusted<Snapshot> offered = verifiedSnapshot(bytes); // 5.5.3
        requireVersion(
                Snapshot.TYPE, listedSnapshot().version(), offered.signed().version()); // 5.5.4
        if (snapshot != null) {
            requireNothingFalls(snapshot.signed(), offered.signed()); // 5.5.5
        }
        requireNotExpired(Snapshot.TYPE, offered.signed()); // 5.5.6
        snapshot = offered;
        snapshotFinal = true;
    }

    /**
     * Accept offline-update and the top-level targets that delegate to it, instead of timestamp and snapshot (ADR 0017).
     * What it lists is the snapshot from then on.
     */
    void updateOffline(OfflineUpdate offered, byte[] topLevel, EarlierVersions earlier) {
        require(rootsFinished && timestamp == null, "offline-update comes after the roots, instead of the timestamp");
        Trusted<Targets> delegator = verified(Targets.TYPE, root().role(Targets.TYPE), offered.topLevel(), topLevel);
        offered.requireDelegatedBy(delegator.signed());
        earlier.requireNothingFalls(offered, delegator.signed());
        requireNotExpired(OfflineUpdate.ROLE, offered.signed());
        offlineUpdate = offered;
        targets.put(Targets.TYPE, delegator);
        targets.put(OfflineUpdate.ROLE, new Trusted<>(offered.file(), offered.signed()));
    }

    /** Accept top-level targets metadata, local or from the repository (TUF 5.6.2 to 5.6.5). */
    public Targets updateTargets(byte[] bytes) {
        return accept(Targets.TYPE, root().role(Targets.TYPE), bytes);
    }

    /** Accept the metadata of a delegated role under the keys of one delegator (TUF 5.6.7.2). */
    public Targets updateDelegated(String delegator, String role, byte[] bytes) {
        return accept(role, delegated(delegator, role).keys(), bytes);
    }

    /**
     * Return the role if it is already trusted and this delegator's keys signed it too: trust through one delegator is
     * not trust through another.
     */
    public Optional<Targets> trustedThrough(String delegator, String role) {
        RoleKeys keys = delegated(delegator, role).keys();
        return Optional.ofNullable(targets.get(role))
                .filter(trusted -> trusted.file().isSignedBy(keys))
                .map(Trusted::signed);
    }

    /** Return what the snapshot, or what stands for it, says about a role. */
    public MetaFile listed(String role) {
        require(snapshotFinal || offlineUpdate != null, "targets come after the snapshot");
        Optional<MetaFile> listed = offlineUpdate == null
                ? snapshot().flatMap(s -> s.role(role))
                : Optional.ofNullable(offlineUpdate.roles().get(role));
        return listed.orElseThrow(() -> new TufException.RoleNotInSnapshot(role));
    }

    /** Return what the timestamp says about the snapshot. */
    public MetaFile listedSnapshot() {
        return timestamp()
                .orElseThrow(() -> new IllegalStateException("snapshot comes after the timestamp"))
                .snapshot();
    }

    private Targets accept(String role, RoleKeys keys, byte[] bytes) {
        Trusted<Targets> accepted = verified(role, keys, listed(role), bytes);
        targets.put(role, accepted);
        return accepted.signed();
    }

    private Trusted<Targets> verified(String role, RoleKeys keys, MetaFile listed, byte[] bytes) {
        listed.verify(role, bytes); // 5.6.2
        SignedMetadata file = SignedMetadata.parse(role, bytes);
        file.requireSignedBy(keys); // 5.6.3
        Targets accepted = file.asTargets();
        requireVersion(role, listed.version(), accepted.version()); // 5.6.4
        requireNotExpired(role, accepted); // 5.6.5
        return new Trusted<>(file, accepted);
    }

    private DelegatedRole delegated(String delegator, String role) {
        return targets(delegator)
                .flatMap(trusted -> trusted.delegations().role(role))
                .orElseThrow(() -> new IllegalStateException(delegator + " does not delegate to " + role));
    }

    private Trusted<Timestamp> verifiedTimestamp(byte[] bytes) {
        SignedMetadata file = SignedMetadata.parse(Timestamp.TYPE, bytes);
        file.requireSignedBy(root().role(Timestamp.TYPE)); // 5.4.2
        return new Trusted<>(file, file.asTimestamp());
    }

    private Trusted<Snapshot> verifiedSnapshot(byte[] bytes) {
        SignedMetadata file = SignedMetadata.parse(Snapshot.TYPE, bytes);
        file.requireSignedBy(root().role(Snapshot.TYPE)); // 5.5.3
        return new Trusted<>(file, file.asSnapshot());
    }

    /** TUF 5.4.3: neither the timestamp's version nor the snapshot's may fall. */
    private static boolean isNewer(Timestamp trusted, Timestamp offered) {
        requireNotBelow(Timestamp.TYPE, trusted.version(), offered.version());
        if (offered.version() == trusted.version()) {
            return false;
        }
        requireNotBelow(
                Snapshot.TYPE, trusted.snapshot().version(), offered.snapshot().version());
        return true;
    }

    /** TUF 5.5.5; the snapshot's own version too, for the case that only the local timestamp is lost. */
    private static void requireNothingFalls(Snapshot trusted, Snapshot offered) {
        requireNotBelow(Snapshot.TYPE, trusted.version(), offered.version());
        trusted.roles().forEach((role, before) -> {
            MetaFile after = offered.role(role).orElseThrow(() -> new TufException.RoleRemoved(role));
            requireNotBelow(role, before.version(), after.version());
        });
    }

    private boolean revokesKeyOf(String role, Root next) {
        Set<Object> before = new HashSet<>(root().role(role).keys().values());
        return !next.role(role).keys().values().containsAll(before);
    }

    private void requireNotExpired(String role, Signed metadata) {
        if (metadata.isExpired(now)) {
            throw new TufException.MetadataExpired(role, metadata.expires(), now);
        }
    }

    static void requireNotBelow(String role, long trusted, long offered) {
        if (offered < trusted) {
            throw new TufException.MetadataRollback(role, trusted, offered);
        }
    }

    private static void requireVersion(String role, long expected, long offered) {
        if (offered != expected) {
            throw new TufException.VersionMismatch(role, expected, offered);
        }
    }

    private static void require(boolean order, String rule) {
        if (!order) {
            throw new IllegalStateException(rule);
        }
    }
}
