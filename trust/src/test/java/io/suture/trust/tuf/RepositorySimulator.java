package io.suture.trust.tuf;

import io.suture.trust.json.Json;
import io.suture.trust.json.JsonObject;
import io.suture.trust.key.KeyAlgorithm;
import io.suture.trust.key.PublicKey;
import io.suture.trust.key.Signer;
import io.suture.trust.key.SoftwareSigner;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A repository in memory whose state a test changes step by step: mutate the fields, {@link #publish} the roles that
 * shall show it. Counts every request. The idea is that of python-tuf's and tuf-conformance's repository simulators.
 */
final class RepositorySimulator implements MetadataSource {

    static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    static final Instant SAFE_EXPIRY = NOW.plus(Duration.ofDays(30));

    private static final SecureRandom RANDOM = new SecureRandom();

    /** The state of one targets role. */
    static final class Role {
        long version;
        Instant expires = SAFE_EXPIRY;
        final Map<String, TargetFile> files = new LinkedHashMap<>();
        final List<DelegatedRole> delegations = new ArrayList<>();

        @Nullable SuccinctRoles bins;

        @Nullable Delegations delegations() {
            if (bins != null) {
                return Delegations.ofBins(bins);
            }
            return delegations.isEmpty() ? null : new Delegations(delegations);
        }
    }

    final Map<String, List<Signer>> signers = new HashMap<>();
    final Map<String, RoleKeys> topLevel = new LinkedHashMap<>();
    final Map<String, Role> targets = new LinkedHashMap<>();
    final Map<String, MetaFile> snapshotMeta = new LinkedHashMap<>();
    final Map<String, byte[]> files = new LinkedHashMap<>();
    final Map<String, byte[]> targetFiles = new LinkedHashMap<>();
    final List<String> requests = new ArrayList<>();
    /** Changes the signed part of a role before it is signed. */
    final Map<String, UnaryOperator<JsonObject>> edits = new HashMap<>();

    boolean consistentSnapshot = true;
    boolean hashesInMeta;
    long rootVersion;
    long snapshotVersion;
    long timestampVersion;
    MetaFile timestampMeta = MetaFile.of(1);
    Instant rootExpires = SAFE_EXPIRY;
    Instant snapshotExpires = SAFE_EXPIRY;
    Instant timestampExpires = SAFE_EXPIRY;

    RepositorySimulator() {
        for (String role : List.of(Root.TYPE, Timestamp.TYPE, Snapshot.TYPE, Targets.TYPE)) {
            rotateKeys(role);
        }
        targets.put(Targets.TYPE, new Role());
        publish(Root.TYPE, Targets.TYPE, Snapshot.TYPE, Timestamp.TYPE);
    }

    static SoftwareSigner newSigner() {
        return newSigner(KeyAlgorithm.ED25519);
    }

    static SoftwareSigner newSigner(KeyAlgorithm algorithm) {
        return SoftwareSigner.generate(algorithm, RANDOM);
    }

    Role role(String name) {
        return targets.computeIfAbsent(name, ignored -> new Role());
    }

    byte[] root(long version) {
        return files.get(version + ".root.json");
    }

    /** Give a top-level role one new key instead of those it has. */
    void rotateKeys(String role) {
        setKeys(role, 1, newSigner());
    }

    void setKeys(String role, int threshold, Signer... keys) {
        List<PublicKey> publicKeys = Arrays.stream(keys).map(Signer::publicKey).toList();
        topLevel.put(role, new RoleKeys(publicKeys, threshold));
        signers.put(role, new ArrayList<>(List.of(keys)));
    }

    /** Delegate to a role with a new key; the role starts at version 0, unpublished. */
    Signer delegate(String delegator, String name, boolean terminating, String... paths) {
        SoftwareSigner signer = newSigner();
        delegate(delegator, name, signer, terminating, paths);
        return signer;
    }

    /** Delegate to a role with a key of the test's own; it does not end the search. */
    void delegate(String delegator, String name, Signer signer, String... paths) {
        delegate(delegator, name, signer, false, paths);
    }

    private void delegate(String delegator, String name, Signer signer, boolean terminating, String... paths) {
        signers.computeIfAbsent(name, ignored -> new ArrayList<>()).add(signer);
        RoleKeys keys = RoleKeys.of(1, signer.publicKey());
        role(delegator).delegations.add(DelegatedRole.ofPaths(name, keys, terminating, paths));
        role(name);
    }

    void addTarget(String role, String path, byte[] content) {
        TargetFile file = TargetFile.describing(path, content);
        role(role).files.put(path, file);
        targetFiles.put(consistentSnapshot ? file.consistentPath() : path, content);
    }

    /** Sign the next version of each role, in the given order; snapshot and timestamp follow only if named. */
    void publish(String... roles) {
        for (String role : roles) {
            switch (role) {
                case Root.TYPE -> publishRoot();
                case Snapshot.TYPE -> publishSnapshot();
                case Timestamp.TYPE -> publishTimestamp();
                default -> publishTargets(role);
            }
        }
    }

    void publishAll() {
        targets.keySet().forEach(this::publishTargets);
        publish(Snapshot.TYPE, Timestamp.TYPE);
    }

    /** Let offline-update list what counts now; its copy for carrying has no version in its name. */
    void publishOfflineUpdate() {
        Role listing = role(OfflineUpdate.ROLE);
        listing.files.clear();
        targets.forEach((name, role) -> {
            if (role != listing) {
                byte[] file = files.get(role.version + "." + RoleName.quote(name) + ".json");
                TargetFile target = OfflineUpdate.target(name, role.version, file);
                listing.files.put(target.path(), target);
            }
        });
        publishTargets(OfflineUpdate.ROLE);
        files.put(OfflineUpdate.FILE, files.get(listing.version + "." + OfflineUpdate.FILE));
    }

    private void publishRoot() {
        rootVersion++;
        JsonObject signed = MetadataWriter.root(rootVersion, rootExpires, topLevel, consistentSnapshot);
        files.put(rootVersion + ".root.json", sign(Root.TYPE, signed));
    }

    private void publishTargets(String name) {
        Role role = role(name);
        role.version++;
        JsonObject signed = MetadataWriter.targets(
                role.version, role.expires, List.copyOf(role.files.values()), role.delegations());
        byte[] file = sign(name, signed);
        put(name, role.version, file);
        snapshotMeta.put(name, meta(role.version, file));
    }

    private void publishSnapshot() {
        snapshotVersion++;
        byte[] file = sign(Snapshot.TYPE, MetadataWriter.snapshot(snapshotVersion, snapshotExpires, snapshotMeta));
        put(Snapshot.TYPE, snapshotVersion, file);
        timestampMeta = meta(snapshotVersion, file);
    }

    private void publishTimestamp() {
        timestampVersion++;
        JsonObject signed = MetadataWriter.timestamp(timestampVersion, timestampExpires, timestampMeta);
        files.put("timestamp.json", sign(Timestamp.TYPE, signed));
    }

    private byte[] sign(String role, JsonObject signed) {
        JsonObject edited = edits.getOrDefault(role, UnaryOperator.identity()).apply(signed);
        return MetadataWriter.sign(edited, signers.getOrDefault(role, List.of()));
    }

    private MetaFile meta(long version, byte[] file) {
        return hashesInMeta ? MetaFile.describing(version, file) : MetaFile.of(version);
    }

    private void put(String role, long version, byte[] file) {
        String name = RoleName.quote(role) + ".json";
        files.put(consistentSnapshot ? version + "." + name : name, file);
    }

    /** Change a published file without signing it again. */
    void edit(String fileName, UnaryOperator<JsonObject> edit) {
        files.computeIfPresent(fileName, (name, bytes) -> Json.compact(edit.apply(Json.parseObject(bytes))));
    }

    @Override
    public Optional<byte[]> fetch(String fileName, int maxBytes) {
        requests.add(fileName);
        return Optional.ofNullable(files.get(fileName));
    }

    @Override
    public Optional<byte[]> fetchTarget(String path, int maxBytes) {
        requests.add(path);
        return Optional.ofNullable(targetFiles.get(path));
    }
}
