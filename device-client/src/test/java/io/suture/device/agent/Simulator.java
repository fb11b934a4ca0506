package io.suture.device.agent;

import io.suture.device.transport.Exchange;
import io.suture.device.transport.Request;
import io.suture.device.transport.Transport;
import io.suture.device.transport.TransportException;
import io.suture.trust.attest.PolicyRef;
import io.suture.trust.breakglass.BreakGlassPolicy;
import io.suture.trust.digest.Digest;
import io.suture.trust.director.AssignedRelease;
import io.suture.trust.director.DirectorPolicy;
import io.suture.trust.gate.People;
import io.suture.trust.gate.Person;
import io.suture.trust.gate.PersonKey;
import io.suture.trust.gate.ReleasePolicy;
import io.suture.trust.json.JsonObject;
import io.suture.trust.key.SoftwareSigner;
import io.suture.trust.log.AuditEntry;
import io.suture.trust.log.Checkpoint;
import io.suture.trust.log.ConsistencyProof;
import io.suture.trust.log.LogPolicy;
import io.suture.trust.log.MerkleTree;
import io.suture.trust.log.NoteSigner;
import io.suture.trust.log.SignedNote;
import io.suture.trust.log.TlogProof;
import io.suture.trust.log.TreeHash;
import io.suture.trust.release.Manifest;
import io.suture.trust.tuf.DelegatedRole;
import io.suture.trust.tuf.Delegations;
import io.suture.trust.tuf.MetaFile;
import io.suture.trust.tuf.MetadataWriter;
import io.suture.trust.tuf.OfflineUpdate;
import io.suture.trust.tuf.RoleKeys;
import io.suture.trust.tuf.TargetFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A device listener in memory: repository, log, director, receipts; every answer can be spoilt. */
final class Simulator implements Transport {

    static final Instant START = Instant.parse("2026-11-21T12:00:00Z");
    static final String TARGETS = "/repository/exm/targets/";
    static final String METADATA = "/repository/exm/metadata/";

    private static final Pattern RELEASE = Pattern.compile("/repository/exm/log/releases/(.+/.+)/(entry|proof)");
    private static final Pattern CONSISTENCY = Pattern.compile("/repository/exm/log/consistency/(\\d+)/(\\d+)");
    private static final Pattern RANGE = Pattern.compile("bytes=(\\d+)-");

    final Map<String, byte[]> files = new HashMap<>();
    final List<byte[]> receipts = new ArrayList<>();
    final List<Request> requests = new ArrayList<>();
    final Map<String, UnaryOperator<Exchange>> spoilt = new LinkedHashMap<>();
    final TestDirector director = new TestDirector();
    private final Map<String, TargetFile> productTargets = new LinkedHashMap<>();
    private final Map<String, byte[]> entries = new LinkedHashMap<>();
    private final Map<String, Long> indexes = new HashMap<>();
    private final List<TreeHash> leaves = new ArrayList<>();
    private long metadataVersion;
    private final Map<String, MetaFile> roles = new LinkedHashMap<>();
    private SoftwareSigner productKey = TestKeys.PRODUCT;
    private SoftwareSigner rootKey = TestKeys.ROOT;
    private SoftwareSigner snapshotKey = TestKeys.SNAPSHOT;
    private SoftwareSigner timestampKey = TestKeys.TIMESTAMP;
    private long rootVersion;
    private boolean up = true;
    private LogPolicy logPolicy =
            new LogPolicy(1, TestKeys.ORIGIN, List.of(TestKeys.LOG.key().vkey()));
    private List<NoteSigner> logSigners = List.of(TestKeys.LOG);
    private Instant cosigned = START;
    private Duration timestampLifetime = Duration.ofDays(1);
    private ReleasePolicy policy = ReleasePolicy.standard();
    private Optional<BreakGlassPolicy> breakGlass = Optional.empty();

    Simulator() {
        publishRoot(List.of(rootKey));
        append("repository.initialised", JsonObject.EMPTY);
        publishMetadata();
    }

    /** Sign the next root over the keys as they are now. */
    private void publishRoot(List<SoftwareSigner> signers) {
        rootVersion++;
        Map<String, RoleKeys> topLevel = new LinkedHashMap<>();
        topLevel.put("root", keys(rootKey));
        topLevel.put("targets", keys(TestKeys.TARGETS));
        topLevel.put("snapshot", keys(snapshotKey));
        topLevel.put("timestamp", keys(timestampKey));
        files.put(
                METADATA + rootVersion + ".root.json",
                MetadataWriter.sign(
                        MetadataWriter.root(rootVersion, START.plus(Duration.ofDays(365)), topLevel, true), signers));
    }

    /** Give root, snapshot and timestamp new keys; old and new root key sign that. */
    void rotateRoot() {
        SoftwareSigner before = rootKey;
        rootKey = TestKeys.ed25519();
        snapshotKey = TestKeys.ed25519();
        timestampKey = TestKeys.ed25519();
        publishRoot(List.of(before, rootKey));
        publishMetadata();
    }

    byte[] root() {
        return files.get(METADATA + "1.root.json");
    }

    Simulator timestampValidFor(Duration lifetime) {
        timestampLifetime = lifetime;
        return this;
    }

    void assignNothing() {
        director.assigned = Optional.empty();
    }

    void down(boolean isDown) {
        up = !isDown;
    }

    /** Publish a release and assign it. */
    void publish(TestRelease release) {
        Manifest manifest = release.manifest();
        target(release.id().targetPath("manifest.json"), manifest.toJson());
        target(release.id().targetPath(release.payloadName()), release.payload());
        target(release.id().targetPath("sbom.cdx.json"), TestRelease.SBOM);
        target(release.id().targetPath("evidence.jsonl"), release.evidence());
        if (release.logged()) {
            log(manifest);
        }
        publishMetadata();
        director.assigned = Optional.of(AssignedRelease.of(manifest));
    }

    /** Write what a person carries to a device without a network, with proofs from these earlier sizes of the log. */
    void carry(Path folder, long... earlier) {
        files.forEach((path, bytes) -> {
            if (path.startsWith(METADATA) && !path.endsWith("timestamp.json") && !path.endsWith("snapshot.json")) {
                write(folder.resolve("metadata").resolve(path.substring(METADATA.length())), bytes);
            } else if (path.startsWith(TARGETS)) {
                write(folder.resolve("targets").resolve(path.substring(TARGETS.length())), bytes);
            }
        });
        write(folder.resolve("metadata/offline-update.json"), offlineUpdate());
        Path log = folder.resolve("log");
        entries.keySet().forEach(release -> {
            Path of = log.resolve("releases").resolve(release);
            write(of.resolve("release.entry"), entries.get(release));
            write(of.resolve("release.tlog-proof"), inclusion(release));
        });
        for (long size : earlier) {
            write(log.resolve("consistency/" + size), growth(size, leaves.size()));
        }
    }

    /** Signed by the key of the timestamp, which has the same owner. */
    private byte[] offlineUpdate() {
        List<TargetFile> listed = roles.entrySet().stream()
                .map(role -> OfflineUpdate.target(
                        role.getKey(),
                        role.getValue().version(),
                        files.get(METADATA + role.getValue().version() + "." + role.getKey() + ".json")))
                .toList();
        return MetadataWriter.sign(
                MetadataWriter.targets(metadataVersion, START.plus(Duration.ofDays(90)), listed, null),
                List.of(TestKeys.TIMESTAMP));
    }

    private static void write(Path file, byte[] bytes) {
        try {
            Files.createDirectories(file.resolveSibling("."));
            Files.write(file, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Take a release out of the product role. */
    void withdraw(TestRelease release) {
        productTargets.keySet().removeIf(path -> path.startsWith(release.id() + "/"));
        publishMetadata();
    }

    /** Sign the products' roles with another key from now on. */
    void signProductsWith(SoftwareSigner key) {
        productKey = key;
    }

    long metadataVersion() {
        return metadataVersion;
    }

    /** Sign snapshot and timestamp anew over an older version of a role: what a thief of these two keys can do. */
    void showAgain(String role, long version) {
        metadataVersion++;
        roles.put(role, MetaFile.describing(version, files.get(METADATA + version + "." + role + ".json")));
        publishSnapshot();
    }

    private void target(String path, byte[] content) {
        TargetFile file = TargetFile.describing(path, content);
        productTargets.put(path, file);
        files.put(TARGETS + file.consistentPath(), content.clone());
    }

    String payloadPath(TestRelease release) {
        return TARGETS
                + TargetFile.describing(release.id().targetPath(release.payloadName()), release.payload())
                        .consistentPath();
    }

    private void log(Manifest manifest) {
        JsonObject pub = JsonObject.builder()
                .put("manifest", manifest.digest().toString())
                .put("product", manifest.id().product())
                .put("rollback", manifest.rollbackIndex())
                .put("version", manifest.id().version())
                .build();
        indexes.put(manifest.id().toString(), (long) leaves.size());
        entries.put(manifest.id().toString(), append("release.published", pub));
    }

    /** Let the policy role demand more of the log than its own signature. */
    void demand(LogPolicy policy) {
        logPolicy = policy;
    }

    /** Let these people break the glass. */
    void breakGlass(BreakGlassPolicy policy) {
        breakGlass = Optional.of(policy);
        publishMetadata();
    }

    /** Let these sign the log from now on, at this time. */
    void signLogWith(Instant at, NoteSigner... signers) {
        cosigned = at;
        logSigners = List.of(signers);
    }

    /** Return the log as it is. */
    List<TreeHash> log() {
        return List.copyOf(leaves);
    }

    /** Show this log from now on. */
    void showLog(List<TreeHash> log) {
        leaves.clear();
        leaves.addAll(log);
    }

    /** Add an entry that has nothing to do with a release. */
    void growLog() {
        append("person.registered", JsonObject.EMPTY);
    }

    /** Replace the first entry, as a log would that shows each device another history. */
    void forkLog() {
        leaves.set(0, MerkleTree.leafHash(new byte[] {1}));
    }

    private byte[] append(String kind, JsonObject pub) {
        String id = UUID.nameUUIDFromBytes(new byte[] {(byte) leaves.size()}).toString();
        byte[] entry = new AuditEntry(id, kind, START.minus(Duration.ofHours(1)), pub, Map.of()).toJson();
        leaves.add(MerkleTree.leafHash(entry));
        return entry;
    }

    /** Sign everything anew under the next version. */
    void publishMetadata() {
        metadataVersion++;
        Instant expires = START.plus(Duration.ofDays(180));
        roles.put(
                "targets",
                role("targets", MetadataWriter.targets(1, expires, List.of(), delegations()), TestKeys.TARGETS));
        roles.put(
                "policy",
                role("policy", MetadataWriter.targets(metadataVersion, expires, policies(), null), TestKeys.POLICY));
        for (String product : List.of("GW2", "PUMP")) {
            List<TargetFile> own = productTargets.values().stream()
                    .filter(file -> file.path().startsWith(product + "/"))
                    .toList();
            roles.put(product, role(product, MetadataWriter.targets(metadataVersion, expires, own, null), productKey));
        }
        publishSnapshot();
    }

    private void publishSnapshot() {
        Instant expires = START.plus(Duration.ofDays(180));
        MetaFile snapshot = role("snapshot", MetadataWriter.snapshot(metadataVersion, expires, roles), snapshotKey);
        files.put(
                METADATA + "timestamp.json",
                MetadataWriter.sign(
                        MetadataWriter.timestamp(metadataVersion, START.plus(timestampLifetime), snapshot),
                        List.of(timestampKey)));
    }

    private MetaFile role(String name, JsonObject signed, SoftwareSigner signer) {
        long version = signed.integer("version");
        byte[] bytes = MetadataWriter.sign(signed, List.of(signer));
        files.put(METADATA + version + "." + name + ".json", bytes);
        return MetaFile.describing(version, bytes);
    }

    /** Publish the standard policy under another version. */
    PolicyRef policyOfVersion(int version) {
        policy = new ReleasePolicy(version, ReleasePolicy.standard().rules());
        publishMetadata();
        return policy();
    }

    PolicyRef policy() {
        return new PolicyRef(policy.version(), policy.digest());
    }

    private static Delegations delegations() {
        return Delegations.of(
                DelegatedRole.ofPaths("policy", keys(TestKeys.POLICY), true, "policy/*"),
                DelegatedRole.ofPaths(OfflineUpdate.ROLE, keys(TestKeys.TIMESTAMP), true, OfflineUpdate.PATHS),
                DelegatedRole.ofPaths("GW2", keys(TestKeys.PRODUCT), true, "GW2/*/*"),
                DelegatedRole.ofPaths("PUMP", keys(TestKeys.PRODUCT), true, "PUMP/*/*"));
    }

    private List<TargetFile> policies() {
        Map<String, byte[]> documents = new HashMap<>(Map.of(
                "policy/release.json", policy.toJson(),
                "policy/people.json", people().toJson(),
                "policy/log.json", logPolicy.toJson()));
        breakGlass.ifPresent(policy -> documents.put(BreakGlassPolicy.PATH, policy.toJson()));
        director.policy.ifPresent(policy -> documents.put(DirectorPolicy.PATH, policy.toJson()));
        List<TargetFile> policies = new ArrayList<>();
        documents.forEach((path, content) -> {
            TargetFile file = TargetFile.describing(path, content);
            files.put(TARGETS + file.consistentPath(), content);
            policies.add(file);
        });
        return policies;
    }

    private static People people() {
        return new People(
                1,
                List.of(
                        person("sec.one", "release-engineer", TestKeys.AUTHOR),
                        person("val.one", "validator", TestKeys.TESTER),
                        person("qa.one", "quality-approver", TestKeys.APPROVER)));
    }

    private static Person person(String id, String role, SoftwareSigner key) {
        PersonKey usable =
                new PersonKey(key.publicKey(), START.minus(Duration.ofDays(100)), Optional.empty(), Optional.empty());
        return new Person(id, printedName(id), Set.of(role), List.of(usable));
    }

    static String printedName(String id) {
        return "Person " + id;
    }

    private static RoleKeys keys(SoftwareSigner signer) {
        return RoleKeys.of(1, signer.publicKey());
    }

    @Override
    public Exchange send(Request request) {
        if (!up) {
            throw new TransportException.Unreachable(request.path(), "down");
        }
        requests.add(request);
        Exchange exchange = answer(request);
        return spoilt.getOrDefault(URI.create(request.path()).getPath(), UnaryOperator.identity())
                .apply(exchange);
    }

    private Exchange answer(Request request) {
        Matcher release = RELEASE.matcher(request.path());
        Matcher consistency = CONSISTENCY.matcher(request.path());
        if (request.path().startsWith("/device/v1/assignment?")) {
            return TestExchange.ok(director.answer(URI.create(request.path()).getQuery()));
        } else if (request.path().equals("/device/v1/receipts")) {
            receipts.add(request.body());
            return TestExchange.ok("{\"accepted\":true,\"event\":\"e\"}".getBytes(StandardCharsets.UTF_8));
        } else if (release.matches()) {
            return logged(release.group(1), release.group(2));
        } else if (consistency.matches()) {
            return consistency(Long.parseLong(consistency.group(1)), Long.parseLong(consistency.group(2)));
        }
        return file(request);
    }

    private Exchange logged(String release, String what) {
        byte[] entry = entries.get(release);
        if (entry == null) {
            return TestExchange.status(404);
        }
        return TestExchange.ok(what.equals("entry") ? entry : inclusion(release));
    }

    private byte[] inclusion(String release) {
        long index = indexes.get(release);
        return new TlogProof(index, MerkleTree.inclusionProof(index, leaves.size(), this::hash), note(leaves.size()))
                .toBytes();
    }

    private Exchange consistency(long older, long newer) {
        return TestExchange.ok(growth(older, newer));
    }

    private byte[] growth(long older, long newer) {
        return new ConsistencyProof(older, MerkleTree.consistencyProof(older, newer, this::hash), note(newer))
                .toBytes();
    }

    private String note(long size) {
        TreeHash root = MerkleTree.root(leaves.subList(0, (int) size));
        return SignedNote.sign(
                        new Checkpoint(TestKeys.ORIGIN, size, root).format(),
                        cosigned,
                        logSigners.toArray(new NoteSigner[0]))
                .format();
    }

    private TreeHash hash(int level, long index) {
        return level == 0
                ? leaves.get((int) index)
                : MerkleTree.nodeHash(hash(level - 1, 2 * index), hash(level - 1, 2 * index + 1));
    }

    private Exchange file(Request request) {
        byte[] content = files.get(request.path());
        if (content == null) {
            return TestExchange.status(404);
        }
        String etag = "\"" + Digest.of(content).hex() + "\"";
        Matcher range = RANGE.matcher(request.headers().getOrDefault("Range", ""));
        if (range.matches() && etag.equals(request.headers().get("If-Range"))) {
            return TestExchange.range(content, Integer.parseInt(range.group(1)));
        }
        return TestExchange.ok(content);
    }
}
