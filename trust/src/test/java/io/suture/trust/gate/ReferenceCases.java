package io.suture.trust.gate;

import static io.suture.trust.gate.SampleRelease.ACCEPTED_RUN;
import static io.suture.trust.gate.SampleRelease.APPROVAL;
import static io.suture.trust.gate.SampleRelease.AUTHORSHIP;
import static io.suture.trust.gate.SampleRelease.RISK;
import static io.suture.trust.gate.SampleRelease.SCAN;
import static io.suture.trust.gate.SampleRelease.signature;

import io.suture.trust.attest.Authorship;
import io.suture.trust.attest.MalwareScan;
import io.suture.trust.attest.Meaning;
import io.suture.trust.attest.QualityApproval;
import io.suture.trust.attest.RegulatoryDecision;
import io.suture.trust.attest.RiskAssessment;
import io.suture.trust.attest.RunDetails;
import io.suture.trust.attest.StandardPredicate;
import io.suture.trust.attest.Statement;
import io.suture.trust.attest.ValidationProtocol;
import io.suture.trust.attest.ValidationRun;
import io.suture.trust.attest.Waiver;
import io.suture.trust.dsse.Envelope;
import io.suture.trust.dsse.TestAuthenticator;
import io.suture.trust.json.JsonObject;
import io.suture.trust.release.Manifest;
import io.suture.trust.release.ReleaseContent;
import io.suture.trust.release.ReleaseId;
import io.suture.trust.release.ReleaseKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * A policy and a list of people that use every member there is, a release that they let pass, and releases that each miss
 * it by the smallest step that one member decides about: so that tightening a member shows in the first and loosening it in
 * one of the others.
 */
final class ReferenceCases {

    private static final String ALL = "all.one";
    private static final String REVIEW = "review";
    private static final String APPROVED = "2022-01-11T09:00:00Z";
    private static final String OLDEST_SCAN = "2021-12-12T09:00:00Z";
    private static final List<String> AUTHORS = List.of("release-engineer");
    private static final List<String> TESTERS = List.of("validator");
    private static final List<String> APPROVERS = List.of("quality-approver");

    private final TestAuthenticator authenticator = TestAuthenticator.generate();
    private final Map<String, SampleRelease> cases = new LinkedHashMap<>();

    private ReferenceCases() {}

    /** Return releases by name; the first passes. */
    static ReferenceCases all() {
        ReferenceCases all = new ReferenceCases();
        all.evidence();
        all.manifests();
        return all;
    }

    Map<String, SampleRelease> byName() {
        return cases;
    }

    static ReleasePolicy policy() {
        return new ReleasePolicy(
                3,
                List.of(new ReleaseRule(
                        "sample",
                        List.of("GW2"),
                        List.of(ReleaseKind.OUT_OF_CYCLE),
                        List.of(ReleaseContent.FIRMWARE),
                        required(),
                        List.of(
                                new DutyPair(Duty.AUTHOR, Duty.TESTER),
                                new DutyPair(Duty.AUTHOR, Duty.APPROVER),
                                new DutyPair(Duty.TESTER, Duty.APPROVER),
                                new DutyPair(Duty.APPROVER, Duty.SIGNER)),
                        30,
                        true,
                        true,
                        List.of(new ExceptionRule("malware-scan", APPROVERS, 1, 30)))));
    }

    private static List<Requirement> required() {
        return List.of(
                new Requirement(Authorship.TYPE, AUTHORS, 1),
                new Requirement(ValidationProtocol.TYPE, TESTERS, 1),
                new Requirement(ValidationRun.TYPE, TESTERS, 1),
                new Requirement(MalwareScan.TYPE, AUTHORS, 1),
                new Requirement(RiskAssessment.TYPE, TESTERS, 1),
                new Requirement(RegulatoryDecision.TYPE, TESTERS, 1),
                new Requirement(
                        QualityApproval.TYPE, APPROVERS, 1, List.of(SigningMethod.KEY), Optional.of(Meaning.APPROVAL)),
                new Requirement(
                        QualityApproval.TYPE,
                        APPROVERS,
                        1,
                        List.of(SigningMethod.PASSKEY),
                        Optional.of(Meaning.REVIEW)),
                new Requirement(StandardPredicate.RELEASE, AUTHORS, 1));
    }

    People people() {
        Optional<Instant> trained = Optional.of(Instant.parse("2022-06-01T00:00:00Z"));
        List<Person> people = new ArrayList<>();
        people.add(person("re.one", AUTHORS, trained, key("re.one")));
        people.add(person("sec.one", AUTHORS, trained, revoked("sec.one")));
        people.add(person("vv.one", TESTERS, trained, key("vv.one")));
        people.add(person("psirt.one", TESTERS, trained, key("psirt.one")));
        people.add(person("psirt.two", TESTERS, Optional.empty(), key("psirt.two")));
        people.add(person("qa.one", APPROVERS, trained, key("qa.one")));
        people.add(person("qa.two", APPROVERS, trained, passkey()));
        people.add(person(ALL, List.of("release-engineer", "validator", "quality-approver"), trained, key(ALL)));
        return new People(4, people);
    }

    private static Person person(String id, List<String> roles, Optional<Instant> trained, PersonKey key) {
        return new Person(id, SampleRelease.printedName(id), Set.copyOf(roles), trained, List.of(key));
    }

    private static PersonKey key(String id) {
        return key(id, Optional.empty(), Optional.empty());
    }

    /** The log had what it signed at 49 before the revocation at 50. */
    private static PersonKey revoked(String id) {
        return key(id, Optional.of(SampleRelease.NOW), Optional.of(50L));
    }

    private static PersonKey key(String id, Optional<Instant> revokedAt, Optional<Long> index) {
        return new PersonKey(
                SampleRelease.signer(id).publicKey(),
                Instant.parse("2021-01-01T00:00:00Z"),
                Optional.of(Instant.parse("2022-12-31T00:00:00Z")),
                revokedAt,
                index,
                Optional.empty());
    }

    private PersonKey passkey() {
        return new PersonKey(
                authenticator.publicKey(),
                Instant.parse("2021-01-01T00:00:00Z"),
                Optional.of(Instant.parse("2022-12-31T00:00:00Z")),
                Optional.empty(),
                Optional.empty(),
                Optional.of(TestAuthenticator.PASSKEY));
    }

    private void evidence() {
        add("everything is there", release -> release);
        add("the scan is a second too old", release -> scanned(release, "2021-12-12T08:59:59Z"));
        add("the log had the scan when its key was revoked", release -> logged(release, 50));
        add("no run names the hardware", release -> run(release, "vv.one", RunDetails.NONE));
        add("the assessor is not trained", release -> release.put(RISK, risk("psirt.two")));
        add(
                "author and tester are one",
                release -> run(release.put(AUTHORSHIP, release.authorship(ALL)), ALL, named()));
        add("two wrote it", release -> release.put("more", release.authorship(ALL)));
        add(
                "an exception instead of a scan",
                release -> release.without(SCAN).put("exception", waiver("qa.one", "2022-02-09T10:00:00Z")));
        add(
                "an exception for a second too long",
                release -> release.without(SCAN).put("exception", waiver("qa.one", "2022-02-09T10:00:01Z")));
        add(
                "an exception by an engineer",
                release -> release.without(SCAN).put("exception", waiver("re.one", "2022-01-20T10:00:00Z")));
        add("the risk was assessed by an engineer", release -> release.put(RISK, risk("re.one")));
        add("author and approver are one", release -> release.put(AUTHORSHIP, release.authorship(ALL)), ALL, "re.one");
        add("tester and approver are one", release -> run(release, ALL, named()), ALL, "re.one");
        add("approver and signer are one", release -> release, ALL, ALL);
        add("reviewed with a key", release -> release.put(REVIEW, review(release, ALL)));
        add("approved with a passkey", release -> release, "qa.two", "re.one");
    }

    private void manifests() {
        Manifest sample = SampleRelease.complete().manifest();
        put("another product", manifest(new ReleaseId("PUMP", "3.1.1"), sample.kind(), sample.content()));
        put("another kind", manifest(sample.id(), ReleaseKind.ROUTINE, sample.content()));
        put("another content", manifest(sample.id(), sample.kind(), ReleaseContent.CONFIGURATION));
    }

    private static Manifest manifest(ReleaseId id, ReleaseKind kind, ReleaseContent content) {
        Manifest sample = SampleRelease.complete().manifest();
        return new Manifest(
                id,
                sample.rollbackIndex(),
                kind,
                content,
                sample.fixes(),
                sample.compatibility(),
                sample.install(),
                sample.payloads(),
                sample.sbom());
    }

    private void add(String name, UnaryOperator<SampleRelease> change) {
        add(name, change, "qa.one", "re.one");
    }

    private void add(String name, UnaryOperator<SampleRelease> change, String approver, String signer) {
        SampleRelease release = prepared(SampleRelease.complete().manifest());
        cases.put(name, signed(change.apply(release), approver, signer));
    }

    private void put(String name, Manifest manifest) {
        cases.put(name, signed(prepared(manifest), "qa.one", "re.one"));
    }

    private SampleRelease prepared(Manifest manifest) {
        SampleRelease release = SampleRelease.of(manifest).without(APPROVAL);
        return logged(scanned(run(release, "vv.one", named()), OLDEST_SCAN), 49);
    }

    private static SampleRelease scanned(SampleRelease release, String at) {
        return logged(release.put(SCAN, release.scan(at, List.of(SampleRelease.PAYLOAD), true)), 49);
    }

    private static SampleRelease logged(SampleRelease release, long index) {
        return release.loggedAt(
                new EvidencePositions(Map.of(release.byName().get(SCAN).payloadDigest(), index)));
    }

    private static RunDetails named() {
        return new RunDetails(Optional.empty(), List.of("VM"), List.of(), "", List.of(), List.of());
    }

    private static SampleRelease run(SampleRelease release, String tester, RunDetails details) {
        ValidationRun run = release.acceptedRun(tester, ACCEPTED_RUN);
        return release.put(
                ACCEPTED_RUN,
                new ValidationRun(
                        run.signature(),
                        run.run(),
                        run.protocol(),
                        run.startedAt(),
                        run.finishedAt(),
                        run.testedBuild(),
                        run.results(),
                        run.deviations(),
                        run.accepted(),
                        run.rig(),
                        details));
    }

    private static RiskAssessment risk(String person) {
        return new RiskAssessment(
                signature(person, "2022-01-10T19:00:00Z"),
                "RA-2021-014-2",
                List.of("CVE-2021-44228", "CVE-2021-43797"),
                "low",
                "critical",
                false,
                "why",
                true);
    }

    private static Waiver waiver(String person, String until) {
        return new Waiver(
                signature(person, "2022-01-10T10:00:00Z"), "malware-scan", "read by hand", Instant.parse(until));
    }

    /** Reviewed with the passkey unless somebody reviewed it already, approved, ordered to be signed. */
    private SampleRelease signed(SampleRelease release, String approver, String signer) {
        if (!release.byName().containsKey(REVIEW)) {
            release.put(REVIEW, withPasskey(release, review(release, "qa.two")));
        }
        QualityApproval approval = release.approval(approver, APPROVED);
        if (approver.equals("qa.two")) {
            release.put(APPROVAL, withPasskey(release, approval));
        } else {
            release.put(APPROVAL, approval);
        }
        return release.put("order", order(signer));
    }

    private static QualityApproval review(SampleRelease release, String person) {
        QualityApproval seen = release.approval(person, "2022-01-11T08:00:00Z");
        return new QualityApproval(
                seen.signature(),
                seen.role(),
                Meaning.REVIEW,
                seen.reason(),
                seen.authentication(),
                seen.manifest(),
                seen.evidence());
    }

    private Envelope withPasskey(SampleRelease release, QualityApproval claim) {
        return authenticator.sign(
                Statement.PAYLOAD_TYPE,
                Statement.about(release.manifest(), claim).toJson());
    }

    private static StandardPredicate order(String person) {
        String at = "2022-01-11T10:00:00Z";
        JsonObject json = JsonObject.builder()
                .put("signedBy", person)
                .put("printedName", SampleRelease.printedName(person))
                .put("signedAt", at)
                .put("purl", "pkg:generic/GW2@3.1.1")
                .build();
        return new StandardPredicate(StandardPredicate.RELEASE, signature(person, at), json);
    }
}
