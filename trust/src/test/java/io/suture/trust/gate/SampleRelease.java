package io.suture.trust.gate;

import io.suture.trust.attest.Authorship;
import io.suture.trust.attest.HumanPredicate;
import io.suture.trust.attest.MalwareScan;
import io.suture.trust.attest.Meaning;
import io.suture.trust.attest.ProtocolRef;
import io.suture.trust.attest.QualityApproval;
import io.suture.trust.attest.RegulatoryDecision;
import io.suture.trust.attest.RiskAssessment;
import io.suture.trust.attest.SignatureBlock;
import io.suture.trust.attest.Statement;
import io.suture.trust.attest.ValidationProtocol;
import io.suture.trust.attest.ValidationProtocol.Group;
import io.suture.trust.attest.ValidationProtocol.TestCase;
import io.suture.trust.attest.ValidationRun;
import io.suture.trust.attest.ValidationRun.Result;
import io.suture.trust.digest.Digest;
import io.suture.trust.dsse.Envelope;
import io.suture.trust.json.JsonArray;
import io.suture.trust.json.JsonObject;
import io.suture.trust.key.KeyAlgorithm;
import io.suture.trust.key.SoftwareSigner;
import io.suture.trust.release.Artifact;
import io.suture.trust.release.Compatibility;
import io.suture.trust.release.InstallRules;
import io.suture.trust.release.Manifest;
import io.suture.trust.release.ReleaseId;
import io.suture.trust.release.ReleaseKind;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** The fictional release GW2/3.1.1 of the sample data, with its failed and its accepted run, ready to be spoiled. */
public final class SampleRelease {

    public static final Instant NOW = Instant.parse("2022-01-12T12:00:00Z");
    public static final Digest PAYLOAD =
            Digest.ofHex("546f947b47714aa5f9c930ed12ffd00a6e94159aca4ec1720783934118616e57");
    static final Digest EARLIER_BUILD =
            Digest.ofHex("9dd034e8f42da10d01786613920b5d214404e85101c0a2647b7db31d8483c42f");
    static final ProtocolRef PROTOCOL = new ProtocolRef("VP-GW2-0031", "B");
    static final List<String> CASES = List.of("TC-01", "TC-02", "TC-03", "TC-04", "TC-05", "TC-06", "TC-07", "TC-08");

    static final String AUTHORSHIP = "authorship";
    static final String PROTOCOL_STATEMENT = "protocol";
    static final String FAILED_RUN = "VR-1";
    static final String ACCEPTED_RUN = "VR-2";
    static final String SCAN = "scan";
    static final String RISK = "risk";
    static final String REGULATORY = "regulatory";
    static final String APPROVAL = "approval";

    private static final Map<String, SoftwareSigner> SIGNERS = new LinkedHashMap<>();

    private static final SampleRelease COMPLETE = of(manifest(Digest.of(new byte[] {1}), 2723));

    private final Map<String, Envelope> envelopes = new LinkedHashMap<>();
    private Manifest manifest = manifest(Digest.of(new byte[] {1}), 2723);
    private ReleasePolicy policy = ReleasePolicy.standard();
    private EvidencePositions positions = EvidencePositions.NONE;
    private People people = people("re.one", "vv.one", "vv.two", "qa.one", "qa.two", "psirt.one", "sec.one");

    private SampleRelease() {}

    /** Everything that is needed, and the approval over it. */
    public static SampleRelease complete() {
        SampleRelease copy = new SampleRelease();
        copy.envelopes.putAll(COMPLETE.envelopes);
        return copy;
    }

    public static SampleRelease of(Manifest manifest) {
        SampleRelease release = new SampleRelease();
        release.manifest = manifest;
        release.put(AUTHORSHIP, release.authorship("re.one"));
        release.put(PROTOCOL_STATEMENT, release.protocol("vv.one", "2022-01-06T10:00:00Z", CASES));
        release.put(FAILED_RUN, release.failedRun());
        release.put(ACCEPTED_RUN, release.acceptedRun("vv.one", ACCEPTED_RUN));
        release.put(SCAN, release.scan("2022-01-10T18:00:00Z", List.of(PAYLOAD), true));
        release.put(RISK, release.risk("RA-2021-014-2", "2022-01-10T19:00:00Z", true));
        release.put(REGULATORY, release.regulatory());
        return release.approvedBy("qa.one");
    }

    public static Manifest manifest(Digest sbom, long sbomLength) {
        return new Manifest(
                new ReleaseId("GW2", "3.1.1"),
                17,
                ReleaseKind.OUT_OF_CYCLE,
                List.of("CVE-2021-44228", "CVE-2021-43797"),
                new Compatibility(List.of("09521234000044"), List.of("VM"), List.of("3.1.0")),
                new InstallRules("a-b", true, 6),
                List.of(new Artifact("gw2-3.1.1.bin", 48231424, PAYLOAD)),
                new Artifact("sbom.cdx.json", sbomLength, sbom));
    }

    /** The sample manifest with one more payload. */
    static Manifest manifestWith(Artifact payload) {
        Manifest sample = manifest(Digest.of(new byte[] {1}), 2723);
        return new Manifest(
                sample.id(),
                sample.rollbackIndex(),
                sample.kind(),
                sample.fixes(),
                sample.compatibility(),
                sample.install(),
                List.of(sample.payloads().getFirst(), payload),
                sample.sbom());
    }

    public Verdict verdict() {
        return verdict(NOW);
    }

    Verdict verdict(Instant now) {
        return Gate.evaluate(policy, people, manifest, envelopes(), positions, now);
    }

    public List<Envelope> envelopes() {
        return List.copyOf(envelopes.values());
    }

    Map<String, Envelope> byName() {
        return envelopes;
    }

    public Manifest manifest() {
        return manifest;
    }

    public ReleasePolicy policy() {
        return policy;
    }

    public People people() {
        return people;
    }

    SampleRelease under(ReleasePolicy other) {
        this.policy = other;
        return this;
    }

    SampleRelease among(People others) {
        this.people = others;
        return this;
    }

    SampleRelease loggedAt(EvidencePositions places) {
        this.positions = places;
        return this;
    }

    SampleRelease claiming(Manifest other) {
        this.manifest = other;
        return this;
    }

    SampleRelease without(String name) {
        envelopes.remove(name);
        return this;
    }

    /** Puts evidence signed by the person it names. */
    SampleRelease put(String name, HumanPredicate predicate) {
        return put(name, predicate, predicate.signature().signedBy());
    }

    SampleRelease put(String name, HumanPredicate predicate, String signer) {
        return put(name, sign(Statement.about(manifest, predicate).toJson(), signer));
    }

    SampleRelease put(String name, Envelope envelope) {
        envelopes.put(name, envelope);
        return this;
    }

    static Envelope sign(byte[] payload, String signer) {
        return Envelope.sign(Statement.PAYLOAD_TYPE, payload, signer(signer));
    }

    /** Replaces the approvals by one over everything that is there. */
    SampleRelease approvedBy(String person) {
        without(APPROVAL);
        return put(APPROVAL, approval(person, "2022-01-11T09:00:00Z"));
    }

    QualityApproval approval(String person, String signedAt) {
        List<Digest> seen = envelopes.values().stream()
                .map(Envelope::payloadDigest)
                .distinct()
                .toList();
        return approval(person, signedAt, "quality-approver", manifest.digest(), seen);
    }

    static QualityApproval approval(String person, String signedAt, String role, Digest manifest, List<Digest> seen) {
        Instant at = Instant.parse(signedAt);
        QualityApproval.Authentication authentication = new QualityApproval.Authentication("signature-key", at);
        return new QualityApproval(
                signature(person, signedAt),
                role,
                Meaning.APPROVAL,
                "closes CVE-2021-44228",
                authentication,
                manifest,
                seen);
    }

    Authorship authorship(String person) {
        return new Authorship(signature(person, "2022-01-05T09:00:00Z"), "log4j-core 2.17.1");
    }

    ValidationProtocol protocol(String person, String approvedAt, List<String> cases) {
        return new ValidationProtocol(
                signature(person, "2022-01-06T10:00:00Z"),
                PROTOCOL,
                Instant.parse(approvedAt),
                List.of("vv.one", "qa.one"),
                cases.stream().map(SampleRelease::testCase).toList(),
                "testers not in GW2 development team");
    }

    private static TestCase testCase(String id) {
        Group group = id.equals("TC-01") ? Group.FIX_WORKS : Group.NOTHING_ELSE_BROKE;
        return new TestCase(id, group, "text of " + id, "accept " + id);
    }

    ValidationRun failedRun() {
        return run(
                "vv.one",
                FAILED_RUN,
                List.of("2022-01-07T08:00:00Z", "2022-01-08T16:00:00Z"),
                EARLIER_BUILD,
                CASES.stream().map(id -> new Result(id, !id.equals("TC-04"))).toList(),
                false);
    }

    ValidationRun acceptedRun(String person, String run) {
        return run(
                person,
                run,
                List.of("2022-01-09T08:00:00Z", "2022-01-10T17:00:00Z"),
                PAYLOAD,
                CASES.stream().map(id -> new Result(id, true)).toList(),
                true);
    }

    static ValidationRun run(
            String person, String run, List<String> times, Digest build, List<Result> results, boolean accepted) {
        return new ValidationRun(
                signature(person, times.get(1)),
                run,
                PROTOCOL,
                Instant.parse(times.get(0)),
                Instant.parse(times.get(1)),
                build,
                results,
                JsonArray.of(JsonObject.builder().put("id", "DEV-1").build()),
                accepted,
                "RIG-07");
    }

    MalwareScan scan(String finishedAt, List<Digest> payloads, boolean clean) {
        return new MalwareScan(
                signature("sec.one", finishedAt),
                "scanner 1.2",
                "2022-01-10",
                Instant.parse(finishedAt),
                payloads,
                clean);
    }

    RiskAssessment risk(String id, String signedAt, boolean acceptable) {
        return new RiskAssessment(
                signature("psirt.one", signedAt),
                id,
                List.of("CVE-2021-44228", "CVE-2021-43797"),
                "low",
                "critical",
                false,
                "interim controls depend on each facility",
                acceptable);
    }

    RegulatoryDecision regulatory() {
        return new RegulatoryDecision(
                signature("psirt.one", "2022-01-10T19:30:00Z"),
                "RD-0007",
                "no new submission: security-only change",
                "not reported: conditions 1-4 met",
                Optional.of(false),
                "security-only change",
                "psirt.one");
    }

    static ReleasePolicy policy(List<Requirement> required, List<DutyPair> duties) {
        return new ReleasePolicy(
                2,
                List.of(new ReleaseRule(
                        "sample", List.of(), List.of(), List.of(), required, duties, 30, false, false, List.of())));
    }

    /** The standard policy with so many people for one kind of evidence. */
    static ReleasePolicy requiring(String predicate, int threshold) {
        ReleasePolicy standard = ReleasePolicy.standard();
        ReleaseRule rule = standard.rules().getFirst();
        List<Requirement> required = new ArrayList<>(rule.required());
        required.removeIf(requirement -> requirement.predicate().equals(predicate));
        List<String> roles = rule.requirement(predicate).map(Requirement::roles).orElse(List.of("validator"));
        required.add(new Requirement(predicate, roles, threshold));
        return policy(required, rule.separationOfDuties());
    }

    static SignatureBlock signature(String person, String signedAt) {
        return new SignatureBlock(person, printedName(person), Instant.parse(signedAt));
    }

    static String printedName(String person) {
        return "Person " + person + " (fictional)";
    }

    static synchronized SoftwareSigner signer(String person) {
        return SIGNERS.computeIfAbsent(
                person,
                p -> SoftwareSigner.generate(
                        p.equals("qa.one") ? KeyAlgorithm.ECDSA_P256 : KeyAlgorithm.ED25519, new SecureRandom()));
    }

    static People people(String... ids) {
        List<Person> people = new ArrayList<>();
        for (String id : ids) {
            people.add(person(id, key(id)));
        }
        return new People(1, people);
    }

    static Person person(String id, PersonKey key) {
        return new Person(id, printedName(id), Set.of(role(id)), List.of(key));
    }

    static PersonKey key(String id) {
        Instant from = Instant.parse("2021-01-01T00:00:00Z");
        return new PersonKey(signer(id).publicKey(), from, Optional.empty(), Optional.empty());
    }

    /** The registry with one person's entry replaced. */
    static People with(People people, Person changed) {
        return new People(
                people.version(),
                people.people().stream()
                        .map(person -> person.id().equals(changed.id()) ? changed : person)
                        .toList());
    }

    private static String role(String id) {
        return Objects.requireNonNull(Map.of(
                        "re", "release-engineer",
                        "sec", "release-engineer",
                        "vv", "validator",
                        "psirt", "validator",
                        "qa", "quality-approver")
                .get(id.substring(0, id.indexOf('.'))));
    }
}
