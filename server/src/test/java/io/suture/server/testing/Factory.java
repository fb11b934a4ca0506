package io.suture.server.testing;

import io.suture.server.testing.Api.Answer;
import io.suture.trust.attest.Authorship;
import io.suture.trust.attest.HumanPredicate;
import io.suture.trust.attest.MalwareScan;
import io.suture.trust.attest.ProtocolRef;
import io.suture.trust.attest.RegulatoryDecision;
import io.suture.trust.attest.RiskAssessment;
import io.suture.trust.attest.SignatureBlock;
import io.suture.trust.attest.Statement;
import io.suture.trust.attest.ValidationProtocol;
import io.suture.trust.attest.ValidationRun;
import io.suture.trust.breakglass.BreakGlassPolicy;
import io.suture.trust.digest.Digest;
import io.suture.trust.director.DirectorPolicy;
import io.suture.trust.dsse.Envelope;
import io.suture.trust.gate.People;
import io.suture.trust.gate.Person;
import io.suture.trust.gate.PersonKey;
import io.suture.trust.gate.ReleasePolicy;
import io.suture.trust.json.Json;
import io.suture.trust.json.JsonArray;
import io.suture.trust.json.JsonObject;
import io.suture.trust.key.KeyAlgorithm;
import io.suture.trust.key.PublicKey;
import io.suture.trust.key.SoftwareSigner;
import io.suture.trust.log.LogPolicy;
import io.suture.trust.log.NoteKey;
import io.suture.trust.log.WitnessPolicy;
import io.suture.trust.pki.CertificateRequest;
import io.suture.trust.pki.Certificates;
import io.suture.trust.release.Artifact;
import io.suture.trust.release.Compatibility;
import io.suture.trust.release.InstallRules;
import io.suture.trust.release.Manifest;
import io.suture.trust.release.ReleaseId;
import io.suture.trust.release.ReleaseKind;
import io.suture.trust.tuf.DelegatedRole;
import io.suture.trust.tuf.Delegations;
import io.suture.trust.tuf.MetadataWriter;
import io.suture.trust.tuf.OfflineUpdate;
import io.suture.trust.tuf.RoleKeys;
import io.suture.trust.tuf.SignedMetadata;
import io.suture.trust.tuf.TargetFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** A manufacturer with its people, root of trust, product and devices, driven through the real API. */
public final class Factory {

    public static final String MANUFACTURER = "exm";
    public static final String PRODUCT = "GW2";
    public static final String FACILITY = "clinic";
    public static final String BASE = "/api/v1/manufacturers/" + MANUFACTURER;

    private static final SecureRandom RANDOM = new SecureRandom();

    private final Map<String, SoftwareSigner> keys = new LinkedHashMap<>();
    private final List<SoftwareSigner> rootKeys = List.of(ed25519(), ed25519(), ed25519());
    private final SoftwareSigner targetsKey = ed25519();
    private final SoftwareSigner policyKey = ed25519();
    private final List<String> approvers = new ArrayList<>();
    private int productThreshold = 1;
    private final List<byte[]> roots = new ArrayList<>();
    private List<PublicKey> directors = List.of();
    private int directorThreshold = 1;
    private Optional<DelegatedRole> offlineUpdate = Optional.empty();
    private ReleasePolicy releasePolicy = ReleasePolicy.standard();
    private final Map<String, Long> revoked = new HashMap<>();
    private WitnessPolicy witnesses = WitnessPolicy.UNWITNESSED;
    private final Map<String, byte[]> morePolicies = new LinkedHashMap<>();

    public Factory() {
        for (String person :
                List.of("admin", "re.one", "vv.one", "qa.one", "psirt.one", "sec.one", "ce.one", "insp.one")) {
            keys.put(person, TestPki.key());
        }
    }

    private static SoftwareSigner ed25519() {
        return SoftwareSigner.generate(KeyAlgorithm.ED25519, RANDOM);
    }

    public Map<String, SoftwareSigner> keys() {
        return keys;
    }

    public byte[] root() {
        return roots.getFirst().clone();
    }

    public static String releasePath(String version) {
        return BASE + "/releases/" + PRODUCT + "/" + version;
    }

    /** Demands this many signatures of the product's role: the server's and these people's keys may give them. */
    public void demand(int threshold, String... people) {
        productThreshold = threshold;
        approvers.clear();
        approvers.addAll(List.of(people));
    }

    /** Demands two signatures, which the server alone could give. */
    public void demandWithSnapshotKey() {
        demand(2, "snapshot");
    }

    private RoleKeys productKeys(JsonObject online) {
        List<PublicKey> all = new ArrayList<>();
        all.add(PublicKey.fromTuf(online.object("products").object(PRODUCT)));
        approvers.forEach(person -> all.add(
                person.equals("snapshot")
                        ? PublicKey.fromTuf(online.object("snapshot"))
                        : keys.get(person).publicKey()));
        return new RoleKeys(all, productThreshold);
    }

    /** Adds one more statement to a release that is approved. */
    public void anotherScan(Api api, String version) {
        anotherScan(api, version, "today");
    }

    /** The same with these scanner signatures, so that it is another statement in the same second. */
    public void anotherScan(Api api, String version, String signatures) {
        Manifest manifest = Manifest.parse(api.get("re.one", releasePath(version) + "/manifest")
                .expect(200)
                .body());
        Instant at = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        Envelope envelope = sign(
                manifest,
                new MalwareScan(
                        by("sec.one", at),
                        "scanner 2",
                        signatures,
                        at,
                        List.of(manifest.payloads().getFirst().digest()),
                        true));
        api.post("sec.one", releasePath(version) + "/evidence", envelope.toJson())
                .expect(201);
    }

    /** Everything up to a repository without releases. */
    public void found(Api api) {
        register(api);
        api.put("admin", BASE + "/repository/offline", "application/json", offline(api, 1))
                .expect(200);
    }

    /** The manufacturer, its product, its people. */
    public void register(Api api) {
        api.post("admin", "/api/v1/manufacturers", object("id", MANUFACTURER, "name", "Example Medical"))
                .expect(201);
        api.post("admin", "/api/v1/facilities", object("id", FACILITY, "name", "Clinic"))
                .expect(201);
        api.post("admin", BASE + "/products", product()).expect(201);
        register(api, "re.one", "release-engineer", MANUFACTURER, "");
        register(api, "sec.one", "release-engineer", MANUFACTURER, "");
        register(api, "vv.one", "validator", MANUFACTURER, "");
        register(api, "psirt.one", "validator", MANUFACTURER, "");
        register(api, "qa.one", "quality-approver", MANUFACTURER, "");
        register(api, "insp.one", "auditor", "", "");
        register(api, "ce.one", "facility", "", FACILITY);
    }

    private static JsonObject product() {
        JsonObject vm = JsonObject.builder()
                .put("revision", "VM")
                .put("updatable", true)
                .build();
        JsonObject old = JsonObject.builder()
                .put("revision", "A")
                .put("updatable", false)
                .put("reason", "no secure element")
                .build();
        return JsonObject.builder()
                .put("id", PRODUCT)
                .put("name", "Gateway")
                .put("udiDi", "09521234000044")
                .putAll("hardwareRevisions", List.of(vm, old))
                .build();
    }

    private void register(Api api, String person, String role, String manufacturer, String facility) {
        JsonObject.Builder body = JsonObject.builder()
                .put("id", person)
                .put("printedName", name(person))
                .putStrings("roles", List.of(role))
                .put("publicKey", keys.get(person).publicKey().toPem());
        if (!manufacturer.isEmpty()) {
            body.put("manufacturer", manufacturer);
        }
        if (!facility.isEmpty()) {
            body.put("facility", facility);
        }
        api.post("admin", "/api/v1/people", body.build()).expect(201);
    }

    /** What key holders bring: every root, and this version of targets and policy, with the server's newest keys. */
    public byte[] offline(Api api, long version) {
        return offline(api.get("admin", BASE + "/signing-keys").expect(200).json(), version);
    }

    /** The same with these online keys. */
    public byte[] offline(JsonObject online, long version) {
        return offline(online, version, policyKey);
    }

    /** The same with policies that somebody signed who is no key holder. */
    public byte[] forged(Api api, long version) {
        return offline(api.get("admin", BASE + "/signing-keys").expect(200).json(), version, ed25519());
    }

    /** From now on the key holders list this person's key as revoked when the log had that size; empty for not revoked. */
    public void revoke(String person, Optional<Long> size) {
        revoked.remove(person);
        size.ifPresent(at -> revoked.put(person, at));
    }

    /** From now on the key holders sign this release policy. */
    public void releasePolicy(ReleasePolicy policy) {
        releasePolicy = policy;
    }

    private byte[] offline(JsonObject online, long version, SoftwareSigner policySigner) {
        Instant expires = Instant.now().plus(Duration.ofDays(300));
        signRoot(online, expires);
        byte[] targets = MetadataWriter.sign(
                MetadataWriter.targets(
                        version,
                        expires,
                        List.of(),
                        Delegations.of(
                                DelegatedRole.ofPaths(
                                        "policy", RoleKeys.of(1, policyKey.publicKey()), true, "policy/*"),
                                offlineUpdate(online),
                                DelegatedRole.ofPaths(PRODUCT, productKeys(online), true, PRODUCT + "/*/*"))),
                List.of(targetsKey));
        Map<String, byte[]> policies = policies(online);
        List<TargetFile> listed = policies.entrySet().stream()
                .map(file -> TargetFile.describing(file.getKey(), file.getValue()))
                .toList();
        byte[] policy =
                MetadataWriter.sign(MetadataWriter.targets(version, expires, listed, null), List.of(policySigner));
        Map<String, byte[]> metadata = new LinkedHashMap<>();
        roots.forEach(root -> metadata.put((metadata.size() + 1) + ".root.json", root));
        metadata.put(version + ".targets.json", targets);
        metadata.put(version + ".policy.json", policy);
        return Json.compact(JsonObject.builder()
                .put("metadata", base64(metadata))
                .put("targets", base64(policies))
                .build());
    }

    /** From now on targets delegate offline-update with this key and these paths, whatever the server holds. */
    public void offlineUpdate(PublicKey key, String paths) {
        offlineUpdate = Optional.of(DelegatedRole.ofPaths(OfflineUpdate.ROLE, RoleKeys.of(1, key), true, paths));
    }

    private DelegatedRole offlineUpdate(JsonObject online) {
        RoleKeys served = RoleKeys.of(1, PublicKey.fromTuf(online.object(OfflineUpdate.ROLE)));
        return offlineUpdate.orElseGet(
                () -> DelegatedRole.ofPaths(OfflineUpdate.ROLE, served, true, OfflineUpdate.PATHS));
    }

    /** Writes the keys and the people as a key ceremony takes them. */
    public void writeCeremony(Path folder) throws IOException {
        for (int i = 1; i <= rootKeys.size(); i++) {
            writeKey(folder.resolve("officer-" + i), "root-" + i, rootKeys.get(i - 1));
        }
        writeKey(folder.resolve("officer-1"), "targets-1", targetsKey);
        writeKey(folder.resolve("officer-1"), "policy-1", policyKey);
        Files.createDirectories(folder.resolve("ceremony"));
        Files.write(folder.resolve("ceremony/people.json"), people().toJson());
    }

    private static void writeKey(Path folder, String name, SoftwareSigner key) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve(name + ".pem"), key.toPem());
        Files.writeString(folder.resolve(name + ".pub.pem"), key.publicKey().toPem());
    }

    /** Signs a new root when the newest one names other keys. */
    private void signRoot(JsonObject online, Instant expires) {
        Map<String, RoleKeys> roles = Map.of(
                "root",
                new RoleKeys(rootKeys.stream().map(SoftwareSigner::publicKey).toList(), 2),
                "targets",
                RoleKeys.of(1, targetsKey.publicKey()),
                "snapshot",
                RoleKeys.of(1, PublicKey.fromTuf(online.object("snapshot"))),
                "timestamp",
                RoleKeys.of(1, PublicKey.fromTuf(online.object("timestamp"))));
        boolean same = !roots.isEmpty()
                && SignedMetadata.parse("root", roots.getLast())
                        .asRoot()
                        .roles()
                        .equals(roles);
        if (!same) {
            JsonObject root = MetadataWriter.root(roots.size() + 1, expires, roles, true);
            roots.add(MetadataWriter.sign(root, rootKeys.subList(0, 2)));
        }
    }

    /** From now on the policy lists these director keys, and as many of them must sign. */
    public void directors(int threshold, PublicKey... keys) {
        directorThreshold = threshold;
        directors = List.of(keys);
    }

    private DirectorPolicy directorPolicy(JsonObject online) {
        List<PublicKey> keys = directors.isEmpty() ? List.of(PublicKey.fromTuf(online.object("director"))) : directors;
        return new DirectorPolicy(1, directorThreshold, keys);
    }

    private Map<String, byte[]> policies(JsonObject online) {
        JsonObject log = online.object("log");
        Map<String, byte[]> policies = new LinkedHashMap<>(morePolicies);
        policies.put("policy/release.json", releasePolicy.toJson());
        policies.put("policy/people.json", people().toJson());
        policies.put(DirectorPolicy.PATH, directorPolicy(online).toJson());
        policies.put(
                "policy/log.json",
                logPolicy(log.string("origin"), log.strings("vkeys")).toJson());
        return policies;
    }

    /** From now on the key holders sign this list of break-glass people, whatever it says. */
    public void breakGlass(byte[] document) {
        morePolicies.put(BreakGlassPolicy.PATH, document.clone());
    }

    /** From now on the log policy demands this of witnesses. */
    public void witnesses(WitnessPolicy demanded) {
        witnesses = demanded;
    }

    private LogPolicy logPolicy(String origin, List<String> vkeys) {
        return new LogPolicy(1, origin, vkeys.stream().map(NoteKey::parse).toList(), witnesses, Optional.empty());
    }

    private People people() {
        List<Person> people = new ArrayList<>();
        people.add(person("re.one", "release-engineer"));
        people.add(person("sec.one", "release-engineer"));
        people.add(person("vv.one", "validator"));
        people.add(person("psirt.one", "validator"));
        people.add(person("qa.one", "quality-approver"));
        return new People(1, people);
    }

    private Person person(String id, String role) {
        PersonKey key = new PersonKey(
                keys.get(id).publicKey(),
                Instant.now().minus(Duration.ofDays(300)).truncatedTo(ChronoUnit.SECONDS),
                Optional.empty(),
                Optional.ofNullable(revoked.get(id)).map(size -> Instant.now().truncatedTo(ChronoUnit.SECONDS)),
                Optional.ofNullable(revoked.get(id)),
                Optional.empty());
        return new Person(id, name(id), Set.of(role), List.of(key));
    }

    /** A release that is approved: uploaded, submitted, attested. */
    public Manifest approved(Api api, String version, long rollback, byte[] payload) {
        return approved(api, submitted(api, version, rollback, payload));
    }

    /** The same of a release that was submitted, whatever evidence it has already. */
    public Manifest approved(Api api, Manifest manifest) {
        String version = manifest.id().version();
        for (Envelope envelope : evidence(manifest)) {
            Answer answer = api.post(author(envelope), releasePath(version) + "/evidence", envelope.toJson());
            if (answer.status() / 100 != 2) {
                answer.expect(201);
            }
        }
        new Approver(api::post, "qa.one", keys.get("qa.one")).approve(releasePath(version), manifest);
        return manifest;
    }

    public Manifest submitted(Api api, String version, long rollback, byte[] payload) {
        create(api, version);
        upload(api, version, payloadName(version), payload);
        return submit(api, version, rollback, payload.length, Digest.of(payload));
    }

    /** An approved release whose payload was produced and uploaded as a stream. */
    public Manifest approved(
            Api api, String version, long rollback, Supplier<InputStream> payload, long length, Digest digest) {
        create(api, version);
        Answer answer = api.put("re.one", releasePath(version) + "/files/" + payloadName(version), payload);
        if (answer.status() / 100 != 2) {
            answer.expect(201);
        }
        return approved(api, submit(api, version, rollback, length, digest));
    }

    private static void create(Api api, String version) {
        api.post("re.one", BASE + "/releases", object("product", PRODUCT, "version", version))
                .expect(201);
    }

    private static String payloadName(String version) {
        return "gw2-" + version + ".bin";
    }

    private Manifest submit(Api api, String version, long rollback, long length, Digest digest) {
        byte[] sbom = Sboms.of(digest);
        upload(api, version, "sbom.cdx.json", sbom);
        Manifest manifest = new Manifest(
                new ReleaseId(PRODUCT, version),
                rollback,
                ReleaseKind.OUT_OF_CYCLE,
                List.of("CVE-2021-44228"),
                new Compatibility(List.of("09521234000044"), List.of("VM"), List.of()),
                new InstallRules("a-b", true, 6),
                List.of(new Artifact(payloadName(version), length, digest)),
                new Artifact("sbom.cdx.json", sbom.length, Digest.of(sbom)));
        Answer answer = api.post("re.one", releasePath(version) + "/submission", manifest.toJson());
        if (answer.status() / 100 != 2) {
            answer.expect(200);
        }
        return manifest;
    }

    private static void upload(Api api, String version, String name, byte[] bytes) {
        Answer answer = api.put("re.one", releasePath(version) + "/files/" + name, "application/octet-stream", bytes);
        if (answer.status() / 100 != 2) {
            answer.expect(201);
        }
    }

    private List<Envelope> evidence(Manifest manifest) {
        Instant start = Instant.now().minus(Duration.ofDays(3)).truncatedTo(ChronoUnit.SECONDS);
        Digest build = manifest.payloads().getFirst().digest();
        ProtocolRef protocol = new ProtocolRef("VP-1", "A");
        List<HumanPredicate> predicates = List.of(
                new Authorship(by("re.one", start), "closes a hole"),
                new ValidationProtocol(
                        by("vv.one", start.plusSeconds(60)),
                        protocol,
                        start.plusSeconds(60),
                        List.of("vv.one", "qa.one"),
                        List.of(
                                new ValidationProtocol.TestCase(
                                        "TC-1", ValidationProtocol.Group.FIX_WORKS, "hole closed", "closed"),
                                new ValidationProtocol.TestCase(
                                        "TC-2", ValidationProtocol.Group.NOTHING_ELSE_BROKE, "regression", "none")),
                        "independent testers"),
                new ValidationRun(
                        by("vv.one", start.plusSeconds(7200)),
                        "VR-1",
                        protocol,
                        start.plusSeconds(3600),
                        start.plusSeconds(7200),
                        build,
                        List.of(new ValidationRun.Result("TC-1", true), new ValidationRun.Result("TC-2", true)),
                        JsonArray.of(),
                        true,
                        "RIG-1"),
                new MalwareScan(
                        by("sec.one", start.plusSeconds(8000)),
                        "scanner 1",
                        "today",
                        start.plusSeconds(8000),
                        List.of(build),
                        true),
                new RiskAssessment(
                        by("psirt.one", start.plusSeconds(8100)),
                        "RA-1",
                        manifest.fixes(),
                        "low",
                        "minor",
                        true,
                        "patched",
                        true),
                new RegulatoryDecision(
                        by("psirt.one", start.plusSeconds(8200)),
                        "RD-1",
                        "none",
                        "none",
                        "security only",
                        "psirt.one"));
        return predicates.stream().map(predicate -> sign(manifest, predicate)).toList();
    }

    private Envelope sign(Manifest manifest, HumanPredicate predicate) {
        return Envelope.sign(
                Statement.PAYLOAD_TYPE,
                Statement.about(manifest, predicate).toJson(),
                keys.get(predicate.signature().signedBy()));
    }

    private static String author(Envelope envelope) {
        return Statement.parse(envelope.payload()).predicate().string("signedBy");
    }

    private static SignatureBlock by(String person, Instant at) {
        return new SignatureBlock(person, name(person), at);
    }

    private static String name(String person) {
        return "Person " + person;
    }

    /** An enrolled device. */
    public record EnrolledDevice(String id, SoftwareSigner key, X509Certificate certificate, String token) {}

    public EnrolledDevice device(Api api, String id, String revision) {
        return enrol(api, id, registered(api, id, revision), TestPki.key());
    }

    /** Registers a device and returns its enrolment token. */
    public String registered(Api api, String id, String revision) {
        JsonObject body = JsonObject.builder()
                .put("id", id)
                .put("product", PRODUCT)
                .put("hardwareRevision", revision)
                .put("serial", "SN-" + id)
                .put("facility", FACILITY)
                .put("installedVersion", "3.0.0")
                .build();
        return api.post("admin", BASE + "/devices", body).expect(201).json().string("enrolmentToken");
    }

    public EnrolledDevice enrol(Api api, String id, String token, SoftwareSigner key) {
        JsonObject enrolled = api.post(
                        "", "/api/v1/enrolments", object("token", token, "csr", CertificateRequest.create(key, id)))
                .expect(201)
                .json();
        return new EnrolledDevice(
                id, key, Certificates.parsePem(enrolled.string("certificate")).getFirst(), token);
    }

    public static JsonObject object(String... members) {
        JsonObject.Builder json = JsonObject.builder();
        for (int i = 0; i < members.length; i += 2) {
            json.put(members[i], members[i + 1]);
        }
        return json.build();
    }

    private static JsonObject base64(Map<String, byte[]> files) {
        JsonObject.Builder json = JsonObject.builder();
        files.forEach((name, bytes) -> json.put(name, Base64.getEncoder().encodeToString(bytes)));
        return json.build();
    }
}
