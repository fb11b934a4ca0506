package io.suture.trust.gate;

import static io.suture.trust.gate.Judged.codes;
import static io.suture.trust.gate.Judged.setAside;
import static io.suture.trust.gate.SampleRelease.ACCEPTED_RUN;
import static io.suture.trust.gate.SampleRelease.APPROVAL;
import static io.suture.trust.gate.SampleRelease.AUTHORSHIP;
import static io.suture.trust.gate.SampleRelease.NOW;
import static io.suture.trust.gate.SampleRelease.complete;
import static io.suture.trust.gate.SampleRelease.signature;
import static org.assertj.core.api.Assertions.assertThat;

import io.suture.trust.attest.Meaning;
import io.suture.trust.attest.QualityApproval;
import io.suture.trust.attest.RunDetails;
import io.suture.trust.attest.StandardPredicate;
import io.suture.trust.attest.Statement;
import io.suture.trust.attest.ValidationRun;
import io.suture.trust.digest.Digest;
import io.suture.trust.dsse.Envelope;
import io.suture.trust.dsse.TestAuthenticator;
import io.suture.trust.json.JsonObject;
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

/** The rules of policy v2: which rule applies, keys and ways of signing, training, hardware, duties. */
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
}
