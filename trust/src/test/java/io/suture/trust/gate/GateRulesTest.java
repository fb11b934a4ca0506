package io.suture.trust.gate;

import static io.suture.trust.gate.SampleRelease.ACCEPTED_RUN;
import static io.suture.trust.gate.SampleRelease.APPROVAL;
import static io.suture.trust.gate.SampleRelease.AUTHORSHIP;
import static io.suture.trust.gate.SampleRelease.NOW;
import static io.suture.trust.gate.SampleRelease.REGULATORY;
import static io.suture.trust.gate.SampleRelease.RISK;
import static io.suture.trust.gate.SampleRelease.SCAN;
import static io.suture.trust.gate.SampleRelease.complete;
import static io.suture.trust.gate.SampleRelease.signature;
import static org.assertj.core.api.Assertions.assertThat;

import io.suture.trust.attest.Meaning;
import io.suture.trust.attest.QualityApproval;
import io.suture.trust.attest.RegulatoryDecision;
import io.suture.trust.attest.RiskAssessment;
import io.suture.trust.attest.RunDetails;
import io.suture.trust.attest.StandardPredicate;
import io.suture.trust.attest.Statement;
import io.suture.trust.attest.ValidationRun;
import io.suture.trust.attest.Waiver;
import io.suture.trust.digest.Digest;
import io.suture.trust.dsse.Envelope;
import io.suture.trust.dsse.TestAuthenticator;
import io.suture.trust.json.JsonObject;
import io.suture.trust.release.Manifest;
import io.suture.trust.release.ReleaseContent;
import io.suture.trust.release.ReleaseId;
import io.suture.trust.release.ReleaseKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The rules of policy v2: which rule applies, duties, ways of signing, training, hardware, exceptions, kinds. */
class GateRulesTest {

    private static final ReleaseRule STANDARD = ReleasePolicy.standard().rules().getFirst();
    private static final Instant REVOKED = Instant.parse("2022-01-11T12:00:00Z");

    @Test
    void whenTheGateDecidesThenTheVerdictNamesPolicyRuleAndPeople() {
        SampleRelease release = complete();
        Verdict.Basis basis = release.verdict().basis();
        assertThat(basis)
                .isEqualTo(new Verdict.Basis(1, Digest.of(release.policy().toJson()), "standard", 1));
        assertThat(release.verdict().toJson(release.manifest().id()).object("basis"))
                .isEqualTo(basis.toJson());
    }

    @Test
    void whenSeveralRulesMatchThenTheFirstApplies() {
        ReleaseRule strict = matching("strict", List.of("GW2"), List.of(ReleaseKind.OUT_OF_CYCLE), List.of());
        SampleRelease release = complete().under(new ReleasePolicy(2, List.of(strict, STANDARD)));
        assertThat(release.verdict().basis().rule()).isEqualTo("strict");
        release.under(new ReleasePolicy(2, List.of(STANDARD, strict)));
        assertThat(release.verdict().basis().rule()).isEqualTo("standard");
    }

    @Test
    void whenNoRuleMatchesThenBlocked() {
        List<ReleaseRule> others = List.of(
                matching("product", List.of("IP200"), List.of(), List.of()),
                matching("kind", List.of("GW2"), List.of(ReleaseKind.CORRECTION, ReleaseKind.ROUTINE), List.of()),
                matching("content", List.of(), List.of(), List.of(ReleaseContent.DRUG_LIBRARY)));
        Verdict verdict = complete().under(new ReleasePolicy(2, others)).verdict();
        assertThat(verdict.accepted()).isFalse();
        assertThat(verdict.findings()).containsExactly(new Blocker.NoRuleForRelease("GW2", "out-of-cycle", "firmware"));
        assertThat(verdict.basis().rule()).isEmpty();
        Blocker blocker = verdict.blockers().getFirst();
        assertThat(blocker.resolvedBy()).containsExactly("admin");
        assertThat(blocker.command(new ReleaseId("GW2", "3.1.1"))).startsWith("suture root rotate");
        assertThat(blocker.code()).isEqualTo("no-rule-for-release");
    }

    @ParameterizedTest
    @CsvSource({"9, true", "10, false", "11, false"})
    void whenAKeyIsRevokedThenOnlyWhatTheLogHadBeforeCounts(long index, boolean counts) {
        SampleRelease release = complete();
        revoke(release, Optional.of(10L));
        release.loggedAt(new EvidencePositions(Map.of(approval(release), index)));
        assertThat(release.verdict().accepted()).isEqualTo(counts);
        if (!counts) {
            assertThat(problems(release)).containsExactly("revoked");
        }
    }

    @Test
    void whenAKeyIsRevokedAndTheLogOrTheRevocationHasNoPlaceThenNothingCounts() {
        SampleRelease release = complete();
        revoke(release, Optional.of(10L));
        assertThat(problems(release)).containsExactly("revoked");
        revoke(release, Optional.empty());
        release.loggedAt(new EvidencePositions(Map.of(approval(release), 0L)));
        assertThat(problems(release)).containsExactly("revoked");
        revoke(release, Optional.of(10L));
        release.loggedAt(new EvidencePositions(Map.of(Digest.of(new byte[0]), 0L)));
        assertThat(problems(release)).containsExactly("revoked");
    }

    @Test
    void whenAnApproverSignsWithAPasskeyThenItCountsUnlessThePolicyWantsAKey() {
        TestAuthenticator authenticator = TestAuthenticator.generate();
        SampleRelease release = complete();
        PersonKey key = new PersonKey(
                authenticator.publicKey(),
                Instant.parse("2021-01-01T00:00:00Z"),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(TestAuthenticator.PASSKEY));
        release.among(SampleRelease.with(release.people(), SampleRelease.person("qa.one", key)));
        byte[] statement = Statement.about(
                        release.manifest(), release.without(APPROVAL).approval("qa.one", "2022-01-11T09:00:00Z"))
                .toJson();
        release.put(APPROVAL, authenticator.sign(Statement.PAYLOAD_TYPE, statement));
        assertThat(release.verdict().accepted()).isTrue();
        release.under(methods(List.of(SigningMethod.PASSKEY)));
        assertThat(release.verdict().accepted()).isTrue();
        release.under(methods(List.of(SigningMethod.KEY)));
        assertThat(codes(release)).containsExactly("missing-evidence");
        assertThat(setAside(release, SetAside.MethodNotPermitted.class))
                .singleElement()
                .satisfies(finding -> assertThat(finding.methods()).containsExactly("key"));
    }

    @Test
    void whenThePolicyWantsAPasskeyThenAPlainSignatureIsSetAside() {
        SampleRelease release = complete().under(methods(List.of(SigningMethod.PASSKEY)));
        assertThat(codes(release)).containsExactly("missing-evidence");
    }

    @ParameterizedTest
    @CsvSource({"2022-01-11T09:00:01Z, true", "2022-01-11T09:00:00Z, false", ", false"})
    void whenTrainingMustBeValidThenOnlyThatOfTheTimeOfSigningCounts(String until, boolean accepted) {
        SampleRelease release = complete();
        release.under(changed(rule -> new ReleaseRule(
                "trained",
                List.of(),
                List.of(),
                List.of(),
                rule.required(),
                rule.separationOfDuties(),
                30,
                false,
                true,
                List.of())));
        People all = release.people();
        release.among(new People(
                1,
                all.people().stream()
                        .map(person -> trained(
                                person,
                                person.id().equals("qa.one")
                                        ? Optional.ofNullable(until).map(Instant::parse)
                                        : Optional.of(NOW)))
                        .toList()));
        assertThat(release.verdict().accepted()).isEqualTo(accepted);
        assertThat(setAside(release, SetAside.TrainingNotValid.class)).hasSize(accepted ? 0 : 1);
    }

    @Test
    void whenEveryHardwareRevisionMustBeTestedThenARunHasToNameEach() {
        SampleRelease release = complete().under(changed(rule -> hardware(rule)));
        assertThat(codes(release)).containsExactly("hardware-not-tested");
        release.put(ACCEPTED_RUN, named(release, "VM")).approvedBy("qa.one");
        assertThat(release.verdict().accepted()).isTrue();
        assertThat(release.verdict().findings())
                .anyMatch(finding ->
                        finding instanceof Satisfied && finding.rule().equals("hardware-revisions"));
        release.put(ACCEPTED_RUN, named(release, "B2")).approvedBy("qa.one");
        assertThat(codes(release)).containsExactly("hardware-not-tested");
    }

    @Test
    void whenTheRigWasNotCalibratedTillTheEndThenTheRunIsNotSound() {
        SampleRelease release = complete();
        Instant end = Instant.parse("2022-01-10T17:00:00Z");
        release.put(ACCEPTED_RUN, calibrated(release, end)).approvedBy("qa.one");
        assertThat(release.verdict().accepted()).isTrue();
        release.put(ACCEPTED_RUN, calibrated(release, end.minusSeconds(1))).approvedBy("qa.one");
        assertThat(codes(release)).contains("equipment-not-calibrated");
    }

    @Test
    void whenTheTesterIsTheAuthorAndThePolicyKeepsThemApartThenTheRunDoesNotCount() {
        SampleRelease release = complete();
        release.among(everyRole(release.people(), "vv.one"));
        release.put(AUTHORSHIP, release.authorship("vv.one")).approvedBy("qa.one");
        assertThat(release.verdict().accepted()).isTrue();
        release.under(SampleRelease.policy(STANDARD.required(), List.of(new DutyPair(Duty.TESTER, Duty.AUTHOR))));
        assertThat(codes(release)).contains("tester-not-independent");
        assertThat(release.verdict().blockers())
                .filteredOn(RunBlocker.TesterNotIndependent.class::isInstance)
                .containsExactly(new RunBlocker.TesterNotIndependent(
                        "vv.one", ACCEPTED_RUN, List.of("author"), List.of("validator")));
    }

    @Test
    void whenTheSignerApprovedAndThePolicyKeepsThemApartThenTheOrderDoesNotCount() {
        List<Requirement> required = new ArrayList<>(STANDARD.required());
        required.add(new Requirement(StandardPredicate.RELEASE, List.of("release-engineer"), 1));
        SampleRelease release =
                complete().under(SampleRelease.policy(required, List.of(new DutyPair(Duty.APPROVER, Duty.SIGNER))));
        release.among(everyRole(release.people(), "qa.one"));
        assertThat(codes(release)).containsExactly("missing-evidence");
        release.put("order", order("qa.one"));
        assertThat(codes(release)).containsExactly("signer-not-independent");
        release.put("order", order("re.one"));
        assertThat(release.verdict().accepted()).isTrue();
    }

    @Test
    void whenAReviewIsRequiredThenItNeedsItsOwnPersonAndTheApprovalHasToSeeIt() {
        List<Requirement> required = new ArrayList<>(STANDARD.required());
        required.add(new Requirement(
                QualityApproval.TYPE, List.of("quality-approver"), 1, List.of(), Optional.of(Meaning.REVIEW)));
        SampleRelease release = complete().under(SampleRelease.policy(required, STANDARD.separationOfDuties()));
        assertThat(codes(release)).containsExactly("missing-evidence");
        release.without(APPROVAL);
        QualityApproval seen = release.approval("qa.two", "2022-01-11T08:00:00Z");
        release.put("review", review(seen));
        release.approvedBy("qa.one");
        assertThat(release.verdict().accepted()).isTrue();
        QualityApproval blind = release.without("review").without(APPROVAL).approval("qa.one", "2022-01-11T09:00:00Z");
        release.put(APPROVAL, blind).put("review", review(seen));
        assertThat(codes(release)).containsExactly("approval-outdated");
    }

    @ParameterizedTest
    @CsvSource({"PASSED, true", "WARNED, false", "FAILED, false"})
    void whenATestResultIsRequiredThenOnlyOneThatPassedCounts(String result, boolean accepted) {
        List<Requirement> required = new ArrayList<>(STANDARD.required());
        required.add(new Requirement(StandardPredicate.TEST_RESULT, List.of("validator"), 1));
        SampleRelease release = complete().under(SampleRelease.policy(required, STANDARD.separationOfDuties()));
        release.put("result", standard("vv.one", StandardPredicate.TEST_RESULT, "result", result))
                .approvedBy("qa.one");
        assertThat(release.verdict().accepted()).isEqualTo(accepted);
        assertThat(setAside(release, SetAside.ResultNotPassed.class)).hasSize(accepted ? 0 : 1);
    }

    @Test
    void whenAStandardOrUnknownStatementNamesNoPersonThenItIsShownAndNotCounted() {
        for (String type :
                List.of(StandardPredicate.VULNS, "https://cyclonedx.org/bom/v1.6", "https://example.com/x")) {
            byte[] statement = new Statement(
                            List.of(new io.suture.trust.attest.Subject(
                                    "manifest.json", complete().manifest().digest())),
                            type,
                            JsonObject.EMPTY)
                    .toJson();
            SampleRelease release = complete().put("machine", SampleRelease.sign(statement, "re.one"));
            assertThat(release.verdict().accepted()).isTrue();
            assertThat(setAside(release, SetAside.UnknownEvidence.class))
                    .singleElement()
                    .satisfies(finding -> assertThat(finding.predicate()).isEqualTo(type));
        }
    }

    @Test
    void whenAnExceptionIsSignedAsThePolicyLetsThenTheBlockerStaysVisibleAndDoesNotBlock() {
        SampleRelease release = complete().without(SCAN).under(excepting("malware-scan", 1, 30));
        release.approvedBy("qa.one");
        assertThat(codes(release)).containsExactly("missing-evidence");
        release.put("exception", waiver("qa.two", "malware-scan", "2022-01-20T00:00:00Z"))
                .approvedBy("qa.one");
        assertThat(release.verdict().accepted()).isTrue();
        assertThat(release.verdict().findings())
                .filteredOn(Excepted.class::isInstance)
                .singleElement()
                .isInstanceOfSatisfying(Excepted.class, excepted -> {
                    assertThat(excepted.code()).isEqualTo("excepted");
                    assertThat(excepted.rule()).isEqualTo("required-evidence");
                    assertThat(excepted.by()).containsExactly("qa.two");
                    assertThat(excepted.reasons()).containsExactly("the scanner is broken");
                    assertThat(excepted.validUntil()).isEqualTo("2022-01-20T00:00:00Z");
                    assertThat(excepted.finding()).isInstanceOf(Blocker.MissingEvidence.class);
                    assertThat(excepted.data().keys()).containsExactly("finding", "by", "reasons", "validUntil");
                    assertThat(excepted.explain()).contains("2022-01-20").contains("the scanner is broken");
                });
    }

    @Test
    void whenAnExceptionEndsThenTheBlockerIsBack() {
        SampleRelease release = complete().without(SCAN).under(excepting("malware-scan", 1, 30));
        release.put("exception", waiver("qa.two", "malware-scan", "2022-01-20T00:00:00Z"))
                .approvedBy("qa.one");
        Instant end = Instant.parse("2022-01-20T00:00:00Z");
        assertThat(release.verdict(end.minusMillis(1)).accepted()).isTrue();
        assertThat(release.verdict(end).accepted()).isFalse();
        assertThat(release.verdict(end).findings()).anyMatch(SetAside.ExceptionLapsed.class::isInstance);
    }

    @Test
    void whenTooFewSignAnExceptionThenItDoesNotHold() {
        SampleRelease release = complete().without(SCAN).under(excepting("malware-scan", 2, 30));
        release.put("exception", waiver("qa.two", "malware-scan", "2022-01-20T00:00:00Z"));
        release.put("again", waiver("qa.two", "malware-scan", "2022-01-21T00:00:00Z"))
                .approvedBy("qa.one");
        assertThat(codes(release)).containsExactly("missing-evidence");
        release.put("second", waiver("qa.one", "malware-scan", "2022-01-19T00:00:00Z"))
                .approvedBy("qa.one");
        assertThat(release.verdict().accepted()).isTrue();
        assertThat(release.verdict().findings())
                .filteredOn(Excepted.class::isInstance)
                .extracting(finding -> ((Excepted) finding).validUntil())
                .containsExactly(Instant.parse("2022-01-19T00:00:00Z"));
    }

    @ParameterizedTest
    @CsvSource({
        "risk-acceptable, qa.two, 2022-01-20T00:00:00Z, exception-not-permitted",
        "malware-scan, re.one, 2022-01-20T00:00:00Z, role-not-permitted",
        "malware-scan, qa.two, 2022-02-10T10:00:01Z, exception-too-long",
        "approval, qa.two, 2022-01-20T00:00:00Z, exception-not-permitted"
    })
    void whenAnExceptionIsNotAsThePolicyLetsThenItIsSetAside(String rule, String by, String until, String code) {
        SampleRelease release = complete().without(SCAN).under(excepting("malware-scan", 1, 31));
        release.put("exception", waiver(by, rule, until)).approvedBy("qa.one");
        assertThat(codes(release)).containsExactly("missing-evidence");
        assertThat(setAside(release, SetAside.class)).extracting(Finding::code).containsExactly(code);
    }

    @Test
    void whenAnExceptionIsAsLongAsThePolicyLetsThenItHolds() {
        SampleRelease release = complete().without(SCAN).under(excepting("malware-scan", 1, 31));
        release.put("exception", waiver("qa.two", "malware-scan", "2022-02-10T10:00:00Z"))
                .approvedBy("qa.one");
        assertThat(release.verdict().accepted()).isTrue();
    }

    @Test
    void whenAFixIsInNoRiskAssessmentThenBlocked() {
        SampleRelease release = complete();
        release.put(RISK, risk(List.of("CVE-2021-44228"), false)).approvedBy("qa.one");
        assertThat(release.verdict().blockers())
                .containsExactly(new Blocker.VulnerabilitiesNotAssessed(
                        List.of("CVE-2021-43797"), List.of("validator", "quality-approver")));
        release.put("more", risk(List.of("CVE-2021-43797"), false)).approvedBy("qa.one");
        assertThat(release.verdict().accepted()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "OUT_OF_CYCLE, false, false, ",
        "OUT_OF_CYCLE, false, , CORRECTION_NOT_DECIDED",
        "OUT_OF_CYCLE, true, , ",
        "OUT_OF_CYCLE, true, true, CORRECTION_REQUIRED",
        "OUT_OF_CYCLE, false, true, CORRECTION_REQUIRED",
        "ROUTINE, true, false, ",
        "CORRECTION, false, true, ",
        "CORRECTION, true, true, ",
        "CORRECTION, true, false, CORRECTION_NOT_REQUIRED",
        "CORRECTION, true, , CORRECTION_NOT_REQUIRED",
        "CORRECTION, false, , CORRECTION_NOT_DECIDED"
    })
    void whenKindRiskAndDecisionDisagreeThenBlocked(
            ReleaseKind kind, boolean controlled, Boolean required, Blocker.KindDisagrees.Problem problem) {
        SampleRelease release = SampleRelease.of(ofKind(kind));
        release.put(RISK, risk(release.manifest().fixes(), controlled));
        release.put(REGULATORY, decision(Optional.ofNullable(required), "2022-01-10T19:30:00Z"))
                .approvedBy("qa.one");
        assertThat(release.verdict().blockers())
                .isEqualTo(
                        problem == null
                                ? List.of()
                                : List.of(new Blocker.KindDisagrees(
                                        kind.json(), problem, List.of("validator", "quality-approver"))));
    }

    @Test
    void whenADecisionIsRevisedThenTheLatestCounts() {
        SampleRelease release = complete();
        release.put("later", decision(Optional.of(true), "2022-01-10T20:00:00Z"))
                .approvedBy("qa.one");
        assertThat(codes(release)).containsExactly("kind-disagrees");
        release.put("latest", decision(Optional.of(false), "2022-01-10T21:00:00Z"))
                .approvedBy("qa.one");
        assertThat(release.verdict().accepted()).isTrue();
    }

    private static RegulatoryDecision decision(Optional<Boolean> required, String at) {
        return new RegulatoryDecision(
                signature("psirt.one", at), "RD-0007", "none", "as decided", required, "why", "psirt.one");
    }

    private static RiskAssessment risk(List<String> vulnerabilities, boolean controlled) {
        return new RiskAssessment(
                signature("psirt.one", "2022-01-10T19:00:00Z"),
                "RA-" + vulnerabilities.size(),
                vulnerabilities,
                "low",
                "critical",
                controlled,
                "why",
                true);
    }

    private static Manifest ofKind(ReleaseKind kind) {
        Manifest sample = complete().manifest();
        return new Manifest(
                sample.id(),
                sample.rollbackIndex(),
                kind,
                sample.fixes(),
                sample.compatibility(),
                sample.install(),
                sample.payloads(),
                sample.sbom());
    }

    private static Waiver waiver(String person, String rule, String until) {
        return new Waiver(
                signature(person, "2022-01-10T10:00:00Z"), rule, "the scanner is broken", Instant.parse(until));
    }

    private static StandardPredicate order(String person) {
        return standard(person, StandardPredicate.RELEASE, "purl", "pkg:generic/GW2@3.1.1");
    }

    private static StandardPredicate standard(String person, String type, String member, String value) {
        JsonObject json = JsonObject.builder()
                .put("signedBy", person)
                .put("printedName", SampleRelease.printedName(person))
                .put("signedAt", "2022-01-11T08:30:00Z")
                .put(member, value)
                .build();
        return new StandardPredicate(type, signature(person, "2022-01-11T08:30:00Z"), json);
    }

    private static QualityApproval review(QualityApproval like) {
        return new QualityApproval(
                like.signature(),
                like.role(),
                Meaning.REVIEW,
                like.reason(),
                like.authentication(),
                like.manifest(),
                like.evidence());
    }

    private static ValidationRun named(SampleRelease release, String revision) {
        return with(release, new RunDetails(Optional.empty(), List.of(revision), List.of(), "", List.of(), List.of()));
    }

    private static ValidationRun calibrated(SampleRelease release, Instant until) {
        return with(
                release,
                new RunDetails(
                        Optional.empty(),
                        List.of(),
                        List.of(new RunDetails.Equipment("RIG-07", until)),
                        "",
                        List.of(),
                        List.of()));
    }

    private static ValidationRun with(SampleRelease release, RunDetails details) {
        ValidationRun run = release.acceptedRun("vv.one", ACCEPTED_RUN);
        return new ValidationRun(
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
                details);
    }

    private static void revoke(SampleRelease release, Optional<Long> index) {
        PersonKey key = new PersonKey(
                SampleRelease.signer("qa.one").publicKey(),
                Instant.parse("2021-01-01T00:00:00Z"),
                Optional.empty(),
                Optional.of(REVOKED),
                index,
                Optional.empty());
        release.among(SampleRelease.with(release.people(), SampleRelease.person("qa.one", key)));
    }

    private static Digest approval(SampleRelease release) {
        Envelope approval = release.byName().get(APPROVAL);
        return approval.payloadDigest();
    }

    private static List<String> problems(SampleRelease release) {
        return setAside(release, SetAside.KeyNotAuthorised.class).stream()
                .map(SetAside.KeyNotAuthorised::problem)
                .toList();
    }

    private static <T extends SetAside> List<T> setAside(SampleRelease release, Class<T> kind) {
        return release.verdict().findings().stream()
                .filter(kind::isInstance)
                .map(kind::cast)
                .toList();
    }

    private static Person trained(Person person, Optional<Instant> until) {
        return new Person(person.id(), person.printedName(), person.roles(), until, person.keys());
    }

    private static People everyRole(People people, String id) {
        Person person = people.byId(id).orElseThrow();
        return SampleRelease.with(
                people,
                new Person(
                        id,
                        person.printedName(),
                        Set.of("release-engineer", "validator", "quality-approver"),
                        person.keys()));
    }

    private static ReleasePolicy methods(List<SigningMethod> methods) {
        return changed(rule -> SampleRelease.policy(
                        rule.required().stream()
                                .map(requirement -> requirement.predicate().equals(QualityApproval.TYPE)
                                        ? new Requirement(
                                                requirement.predicate(),
                                                requirement.roles(),
                                                requirement.threshold(),
                                                methods,
                                                Optional.empty())
                                        : requirement)
                                .toList(),
                        rule.separationOfDuties())
                .rules()
                .getFirst());
    }

    private static ReleasePolicy excepting(String rule, int threshold, int maxDays) {
        return changed(standard -> new ReleaseRule(
                "excepting",
                List.of(),
                List.of(),
                List.of(),
                standard.required(),
                standard.separationOfDuties(),
                30,
                false,
                false,
                List.of(new ExceptionRule(rule, List.of("quality-approver"), threshold, maxDays))));
    }

    private static ReleaseRule hardware(ReleaseRule rule) {
        return new ReleaseRule(
                "hardware",
                List.of(),
                List.of(),
                List.of(),
                rule.required(),
                rule.separationOfDuties(),
                30,
                true,
                false,
                List.of());
    }

    private static ReleaseRule matching(
            String name, List<String> products, List<ReleaseKind> kinds, List<ReleaseContent> contents) {
        return new ReleaseRule(
                name,
                products,
                kinds,
                contents,
                STANDARD.required(),
                STANDARD.separationOfDuties(),
                30,
                false,
                false,
                List.of());
    }

    private static ReleasePolicy changed(UnaryOperator<ReleaseRule> change) {
        return new ReleasePolicy(2, List.of(change.apply(STANDARD)));
    }

    private static Set<String> codes(SampleRelease release) {
        return Set.copyOf(release.verdict().blockers().stream()
                .map(Finding::code)
                .distinct()
                .toList());
    }
}
