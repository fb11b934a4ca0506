package io.suture.trust.evidence;

import io.suture.trust.attest.EvidenceFile;
import io.suture.trust.digest.Digest;
import io.suture.trust.dsse.Envelope;
import io.suture.trust.gate.EvidenceLog;
import io.suture.trust.gate.EvidencePositions;
import io.suture.trust.gate.Gate;
import io.suture.trust.gate.SampleRelease;
import io.suture.trust.gate.Verdict;
import io.suture.trust.gate.VerdictStatement;
import io.suture.trust.json.Json;
import io.suture.trust.json.JsonObject;
import io.suture.trust.key.KeyAlgorithm;
import io.suture.trust.key.SoftwareSigner;
import io.suture.trust.log.AuditEntry;
import io.suture.trust.log.Checkpoint;
import io.suture.trust.log.ConsistencyProof;
import io.suture.trust.log.HashReader;
import io.suture.trust.log.LogPolicy;
import io.suture.trust.log.MerkleTree;
import io.suture.trust.log.NoteSigner;
import io.suture.trust.log.Section;
import io.suture.trust.log.SignedNote;
import io.suture.trust.log.Tile;
import io.suture.trust.log.TlogProof;
import io.suture.trust.log.TreeHash;
import io.suture.trust.log.timestamp.TestAuthority.Conduct;
import io.suture.trust.log.timestamp.TimestampRequest;
import io.suture.trust.release.Artifact;
import io.suture.trust.release.Manifest;
import io.suture.trust.release.ReleaseId;
import io.suture.trust.tuf.DelegatedRole;
import io.suture.trust.tuf.Delegations;
import io.suture.trust.tuf.MetaFile;
import io.suture.trust.tuf.MetadataWriter;
import io.suture.trust.tuf.RoleKeys;
import io.suture.trust.tuf.TargetFile;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** A whole dossier of the sample release with receipts of devices, made as a server would make it. */
final class SamplePackage {

    static final Instant NOW = SampleRelease.NOW;
    static final String EVENT = id(7);

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final byte[] SBOM = bytes("{\"bomFormat\":\"CycloneDX\"}");
    private static final String ORIGIN = "localhost/exm/audit";
    private static final SoftwareSigner ROOT = key();
    private static final SoftwareSigner ONLINE = key();
    private static final SoftwareSigner OFFLINE = key();
    private static final NoteSigner LOG = new NoteSigner(ORIGIN, key());

    private final Map<String, byte[]> files = new HashMap<>();
    private final SampleRelease release;
    private UnaryOperator<byte[]> verdict = UnaryOperator.identity();
    private Function<Manifest, List<SampleReceipt>> receipts =
            manifest -> List.of(SampleReceipt.of(SampleReceipt.FIRST, manifest));
    private int firstEvidence;
    private final List<byte[]> entries = new ArrayList<>();
    private final List<String> disclosures = new ArrayList<>();

    /** Return the files of a package in which every check passes. */
    static Map<String, byte[]> complete() {
        return new HashMap<>(COMPLETE);
    }

    private SamplePackage(UnaryOperator<SampleRelease> change) {
        this.release = change.apply(SampleRelease.of(SampleRelease.manifest(Digest.of(SBOM), SBOM.length)));
    }

    /** Return the files of a package of a release that was spoiled before anything was packed, logged and signed. */
    static Map<String, byte[]> of(UnaryOperator<SampleRelease> change) {
        return new SamplePackage(change).build();
    }

    /** Return the files of a package whose server published another verdict than the gate's; empty for none. */
    static Map<String, byte[]> ofVerdict(UnaryOperator<byte[]> verdict) {
        SamplePackage spoiled = new SamplePackage(UnaryOperator.identity());
        spoiled.verdict = verdict;
        return spoiled.build();
    }

    /** Return the files of a package with these receipts, all accepted and logged by a server that did not look. */
    static Map<String, byte[]> ofReceipts(Function<Manifest, List<SampleReceipt>> receipts) {
        SamplePackage spoiled = new SamplePackage(UnaryOperator.identity());
        spoiled.receipts = receipts;
        return spoiled.build();
    }

    private Map<String, byte[]> build() {
        log();
        targets();
        metadata();
        files.put("release/manifest.json", release.manifest().toJson());
        files.put(
                "release.json",
                bytes("{\"listed\":true,\"product\":\"GW2\",\"published\":true,\"state\":\"published\","
                        + "\"version\":\"3.1.1\"}"));
        files.put("README.txt", bytes("see suture audit verify"));
        return sealed(files, leaves());
    }

    private List<TreeHash> leaves() {
        return entries.stream().map(MerkleTree::leafHash).toList();
    }

    /** Return the files with a list of them and its logged export, as a forger with the log's key would make them. */
    static Map<String, byte[]> sealed(Map<String, byte[]> files) {
        return sealed(files, Tile.hashes(COMPLETE.get("log/leaves")));
    }

    /** Return the files of a package that has its own log, sealed again. */
    static Map<String, byte[]> resealed(Map<String, byte[]> files) {
        return sealed(files, Tile.hashes(files.get("log/leaves")));
    }

    /** Return the checkpoint that covers the export. */
    static byte[] exportNote(Map<String, byte[]> files) {
        return bytes(TlogProof.parse(files.get(ExportChecks.INCLUSION)).checkpointNote());
    }

    private static final Map<String, byte[]> COMPLETE = new SamplePackage(UnaryOperator.identity()).build();

    private static Map<String, byte[]> sealed(Map<String, byte[]> files, List<TreeHash> log) {
        Map<String, byte[]> sealed = new HashMap<>(files);
        SortedMap<String, PackageManifest.Listed> listed = new TreeMap<>();
        files.forEach((name, content) -> {
            if (PackageManifest.lists(name)) {
                listed.put(name, new PackageManifest.Listed(content.length, Digest.of(content)));
            }
        });
        PackageManifest manifest = new PackageManifest(new ReleaseId("GW2", "3.1.1"), listed);
        sealed.put(PackageManifest.FILE, manifest.toJson());
        byte[] entry = new AuditEntry(id(99), "package.exported", NOW, export(manifest), Map.of()).toJson();
        List<TreeHash> leaves = new ArrayList<>(log);
        leaves.add(MerkleTree.leafHash(entry));
        HashReader reader = HashReader.ofLeaves(leaves);
        String note = new String(note(leaves, leaves.size()), StandardCharsets.UTF_8);
        List<TreeHash> inclusion = MerkleTree.inclusionProof(log.size(), leaves.size(), reader);
        List<TreeHash> consistency = MerkleTree.consistencyProof(log.size(), leaves.size(), reader);
        sealed.put(ExportChecks.ENTRY, entry);
        sealed.put(ExportChecks.INCLUSION, new TlogProof(log.size(), inclusion, note).toBytes());
        sealed.put(ExportChecks.CONSISTENCY, new ConsistencyProof(log.size(), consistency, note).toBytes());
        return sealed;
    }

    private static JsonObject export(PackageManifest manifest) {
        return JsonObject.builder()
                .put("package", manifest.digest().toString())
                .put("release", "GW2/3.1.1")
                .put("scope", "dossier")
                .build();
    }

    private void targets() {
        Manifest manifest = release.manifest();
        files.put("targets/GW2/3.1.1/manifest.json", manifest.toJson());
        files.put("targets/GW2/3.1.1/sbom.cdx.json", SBOM);
        files.put("targets/GW2/3.1.1/evidence.jsonl", EvidenceFile.format(release.envelopes()));
        release.envelopes()
                .forEach(envelope ->
                        files.put("evidence/" + envelope.payloadDigest().hex() + ".json", envelope.toJson()));
        files.put("targets/policy/release.json", release.policy().toJson());
        files.put("targets/policy/people.json", release.people().toJson());
        LogPolicy policy = new LogPolicy(1, ORIGIN, List.of(LOG.key().vkey()));
        files.put("targets/policy/log.json", policy.toJson());
        EvidenceLog places = evidenceLog();
        files.put("targets/GW2/3.1.1/evidence-log.json", places.toJson());
        verdict(places.positions(policy, manifest.digest()));
    }

    private EvidenceLog evidenceLog() {
        List<Envelope> evidence = release.envelopes();
        HashReader reader = HashReader.ofLeaves(leaves());
        List<EvidenceLog.Item> items = new ArrayList<>();
        for (int i = 0; i < evidence.size(); i++) {
            int index = firstEvidence + i;
            items.add(new EvidenceLog.Item(
                    evidence.get(i).payloadDigest(),
                    index,
                    entries.get(index),
                    MerkleTree.inclusionProof(index, entries.size(), reader)));
        }
        return new EvidenceLog(new String(note(leaves(), entries.size()), StandardCharsets.UTF_8), items);
    }

    private void verdict(EvidencePositions positions) {
        Verdict found = Gate.evaluate(
                release.policy(), release.people(), release.manifest(), release.envelopes(), positions, NOW);
        byte[] published = verdict.apply(VerdictStatement.of(release.manifest(), found, NOW));
        if (published.length > 0) {
            files.put("targets/GW2/3.1.1/verdict.json", published);
        }
    }

    private void metadata() {
        Instant expires = NOW.plus(Duration.ofDays(30));
        RoleKeys root = RoleKeys.of(1, ROOT.publicKey());
        RoleKeys online = RoleKeys.of(1, ONLINE.publicKey());
        RoleKeys offline = RoleKeys.of(1, OFFLINE.publicKey());
        Map<String, RoleKeys> roles = Map.of("root", root, "targets", offline, "snapshot", online, "timestamp", online);
        put("1.root.json", MetadataWriter.root(1, expires, roles, true), ROOT);
        Delegations delegations = Delegations.of(
                DelegatedRole.ofPaths("policy", offline, true, "policy/*"),
                DelegatedRole.ofPaths("GW2", online, true, "GW2/*/*"));
        put("1.targets.json", MetadataWriter.targets(1, expires, List.of(), delegations), OFFLINE);
        put("1.policy.json", MetadataWriter.targets(1, expires, described("targets/policy/"), null), OFFLINE);
        put("4.GW2.json", MetadataWriter.targets(4, expires, productTargets(), null), ONLINE);
        Map<String, MetaFile> listed =
                Map.of("targets", MetaFile.of(1), "policy", MetaFile.of(1), "GW2", MetaFile.of(4));
        put("6.snapshot.json", MetadataWriter.snapshot(6, expires, listed), ONLINE);
        put("timestamp.json", MetadataWriter.timestamp(9, expires, MetaFile.of(6)), ONLINE);
    }

    private List<TargetFile> productTargets() {
        List<TargetFile> targets = new ArrayList<>(described("targets/GW2/3.1.1/"));
        for (Artifact payload : release.manifest().payloads()) {
            String path = release.manifest().id().targetPath(payload.name());
            targets.add(TargetFile.of(path, payload.length(), payload.digest()));
        }
        return targets;
    }

    private List<TargetFile> described(String folder) {
        return files.entrySet().stream()
                .filter(file -> file.getKey().startsWith(folder))
                .map(file -> TargetFile.describing(file.getKey().substring("targets/".length()), file.getValue()))
                .toList();
    }

    private void put(String name, JsonObject signed, SoftwareSigner signer) {
        files.put("metadata/" + name, MetadataWriter.sign(signed, List.of(signer)));
    }

    private void log() {
        List<SampleReceipt> reported = receipts.apply(release.manifest());
        JsonObject manifest = JsonObject.builder()
                .put("manifest", release.manifest().digest().toString())
                .put("product", "GW2")
                .put("rollback", 17)
                .put("version", "3.1.1")
                .build();
        append("manufacturer.created", JsonObject.EMPTY, JsonObject.EMPTY);
        enrol(SampleReceipt.FIRST);
        append("release.submitted", manifest, JsonObject.EMPTY);
        append("release.approved", manifest, JsonObject.EMPTY);
        append("release.signed", manifest, JsonObject.EMPTY);
        append("access.refused", JsonObject.EMPTY, JsonObject.EMPTY);
        append("release.published", manifest, JsonObject.EMPTY);
        accept(reported.getFirst());
        firstEvidence = entries.size();
        release.envelopes().forEach(envelope -> append("evidence.added", added(envelope), JsonObject.EMPTY));
        if (reported.size() > 1) {
            enrol(SampleReceipt.SECOND);
            reported.subList(1, reported.size()).forEach(this::accept);
        }
        writeLog();
    }

    private void enrol(String device) {
        append("device.enrolled", JsonObject.EMPTY, SampleReceipt.enrolment(device));
        files.put("devices/" + device + ".pem", SampleReceipt.certificate(device, SampleReceipt.keyOf(device)));
    }

    private void accept(SampleReceipt receipt) {
        byte[] bytes = receipt.toJson();
        files.put("receipts/" + id(entries.size()) + ".json", bytes);
        append("receipt.accepted", JsonObject.EMPTY, accepted(bytes));
    }

    private JsonObject added(Envelope envelope) {
        return JsonObject.builder()
                .put("evidence", envelope.payloadDigest().toString())
                .put("manifest", release.manifest().digest().toString())
                .put("release", "GW2/3.1.1")
                .build();
    }

    private void writeLog() {
        List<TreeHash> leaves = entries.stream().map(MerkleTree::leafHash).toList();
        HashReader reader = HashReader.ofLeaves(leaves);
        ByteArrayOutputStream hashes = new ByteArrayOutputStream();
        leaves.forEach(leaf -> hashes.writeBytes(leaf.bytes()));
        files.put("log/leaves", hashes.toByteArray());
        files.put("log/checkpoint", note(leaves, leaves.size()));
        files.put("log/checkpoints/3", note(leaves, 3));
        files.put("log/checkpoints/7", note(leaves, 7));
        files.put("log/timestamps", bytes("7\n"));
        files.put("log/timestamp/7.tsr", stamp(files.get("log/checkpoints/7"), NOW.plusSeconds(7), Conduct.GOOD));
        String note = new String(note(leaves, 7), StandardCharsets.UTF_8);
        files.put("log/release.tlog-proof", new TlogProof(6, MerkleTree.inclusionProof(6, 7, reader), note).toBytes());
        StringBuilder lines = new StringBuilder();
        for (int index = 1; index < entries.size(); index++) {
            JsonObject line = JsonObject.builder()
                    .put("index", index)
                    .put("entry", Base64.getEncoder().encodeToString(entries.get(index)))
                    .build();
            lines.append(new String(Json.compact(line), StandardCharsets.UTF_8)).append('\n');
        }
        files.put("log/entries.jsonl", bytes(lines.toString()));
        files.put("disclosures.jsonl", bytes(String.join("\n", disclosures) + "\n"));
    }

    private void append(String kind, JsonObject pub, JsonObject detail) {
        int index = entries.size();
        Section section = Section.salted("detail", Json.compact(detail), RANDOM);
        Map<String, String> commit = Map.of("detail", section.commitment());
        entries.add(new AuditEntry(id(index), kind, NOW.plusSeconds(index), pub, commit).toJson());
        if (!detail.members().isEmpty()) {
            disclosures.add(disclosure(index, section));
        }
    }

    private static String disclosure(int index, Section section) {
        JsonObject line = JsonObject.builder()
                .put("index", index)
                .put("section", section.name())
                .put("salt", HexFormat.of().formatHex(section.salt()))
                .put("body", Base64.getEncoder().encodeToString(section.body()))
                .build();
        return new String(Json.compact(line), StandardCharsets.UTF_8);
    }

    private static JsonObject accepted(byte[] receipt) {
        return JsonObject.builder()
                .put("receipt", Digest.of(receipt).toString())
                .build();
    }

    static byte[] note(List<TreeHash> leaves, int size) {
        Checkpoint checkpoint = new Checkpoint(ORIGIN, size, MerkleTree.root(leaves.subList(0, size)));
        return bytes(SignedNote.sign(checkpoint.format(), LOG).format());
    }

    /** Return the answer of the sample authority about a checkpoint. */
    static byte[] stamp(byte[] note, Instant time, Conduct conduct) {
        Checkpoint checkpoint = Checkpoint.parse(SignedNote.parse(note).unverifiedText());
        return SampleStamps.AUTHORITY.answer(
                TimestampRequest.of(checkpoint, RANDOM).toBytes(), time, conduct);
    }

    static SoftwareSigner key() {
        return SoftwareSigner.generate(KeyAlgorithm.ED25519, RANDOM);
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String id(int index) {
        return "01939a3e-7b1c-7def-8abc-%012d".formatted(index);
    }
}
