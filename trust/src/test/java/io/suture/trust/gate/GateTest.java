package io.suture.trust.gate;

import static io.suture.trust.gate.SampleRelease.ACCEPTED_RUN;
import static io.suture.trust.gate.SampleRelease.APPROVAL;
import static io.suture.trust.gate.SampleRelease.AUTHORSHIP;
import static io.suture.trust.gate.SampleRelease.CASES;
import static io.suture.trust.gate.SampleRelease.EARLIER_BUILD;
import static io.suture.trust.gate.SampleRelease.FAILED_RUN;
import static io.suture.trust.gate.SampleRelease.PAYLOAD;
import static io.suture.trust.gate.SampleRelease.PROTOCOL_STATEMENT;
import static io.suture.trust.gate.SampleRelease.REGULATORY;
import static io.suture.trust.gate.SampleRelease.RISK;
import static io.suture.trust.gate.SampleRelease.SCAN;
import static io.suture.trust.gate.SampleRelease.complete;
import static org.assertj.core.api.Assertions.assertThat;

import io.suture.trust.attest.HumanPredicate;
import io.suture.trust.attest.QualityApproval;
import io.suture.trust.attest.RiskAssessment;
import io.suture.trust.attest.SignatureBlock;
import io.suture.trust.attest.Statement;
import io.suture.trust.attest.Subject;
import io.suture.trust.attest.ValidationProtocol;
import io.suture.trust.attest.ValidationRun;
import io.suture.trust.attest.ValidationRun.Result;
import io.suture.trust.digest.Digest;
import io.suture.trust.dsse.Envelope;
import io.suture.trust.json.JsonObject;
import io.suture.trust.release.Artifact;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every rule of the gate: satisfied by the sample release, missing, violated. */
class GateTest {

    private static final Digest OTHER = Digest.of(new byte[] {9});

    @Test
    void whenEverythingIsThereThenAcceptedAndTheFailedRunStaysVisible() {
        Verdict verdict = complete().verdict();
        assertThat(verdict.blockers()).isEmpty();
        assertThat(verdict.accepted()).isTrue();
        assertThat(verdict.findings())
                .filteredOn(FailedRunRecorded.class::isInstance)
                .extracting(finding -> ((FailedRunRecorded) finding).run())
                .containsExactly(FAILED_RUN);
        assertThat(verdict.findings())
                .filteredOn(Satisfied.class::isInstance)
                .extracting(Finding::rule)
                .contains(
                        "required-evidence",
                        "run-accepted",
                        "protocol-before-run",
                        "malware-scan",
                        "risk-acceptable",
                        "approval",
                        "separation-of-duties");
        assertThat(verdict.findings()).noneMatch(SetAside.class::isInstance);
    }

    @ParameterizedTest
    @CsvSource({
        "authorship, urn:suture:predicate:authorship:v1",
        "protocol, urn:suture:predicate:validation-protocol:v1",
        "VR-2, ",
        "scan, urn:suture:predicate:malware-scan:v1",
        "risk, urn:suture:predicate:risk-assessment:v1",
        "regulatory, urn:suture:predicate:regulatory-decision:v1",
        "approval, urn:suture:predicate:quality-approval:v1"
    })
    void whenEvidenceIsMissingThenBlocked(String name, String predicate) {
        Verdict verdict = complete().without(name).verdict();
        assertThat(verdict.accepted()).isFalse();
        if (predicate != null) {
            assertThat(verdict.blockers())
                    .filteredOn(Blocker.MissingEvidence.class::isInstance)
                    .extracting(Blocker::predicateType)
                    .containsExactly(predicate);
        }
    }

    @Test
    void whenNothingIsThereThenEveryKindIsMissingAndSomebodyCanResolveEach() {
        SampleRelease release = complete();
        List.of(AUTHORSHIP, PROTOCOL_STATEMENT, FAILED_RUN, ACCEPTED_RUN, SCAN, RISK, REGULATORY, APPROVAL)
                .forEach(release::without);
        Verdict verdict = release.verdict();
        assertThat(verdict.blockers())
                .hasSize(7)
                .allMatch(blocker -> !blocker.resolvedBy().isEmpty());
        assertThat(verdict.blockers())
                .extracting(blocker -> blocker.command(release.manifest().id()))
                .contains(
                        "suture attest validation-run GW2/3.1.1 --predicate FILE",
                        "suture approve GW2/3.1.1 --reason TEXT");
    }

    @Test
    void whenASecondPayloadWasNeverTestedThenBlockedByName() {
        Artifact second = new Artifact("bootloader.bin", 4096, OTHER);
        Verdict verdict = SampleRelease.of(SampleRelease.manifestWith(second)).verdict();
        assertThat(verdict.blockers())
                .filteredOn(RunBlocker.PayloadNotTested.class::isInstance)
                .extracting(blocker -> ((RunBlocker.PayloadNotTested) blocker).payload())
                .containsExactly("bootloader.bin");
    }

    @Test
    void whenFailedRunIsTakenAwayThenTheApproverKnowsIt() {
        assertThat(codes(complete().without(FAILED_RUN))).containsExactly("evidence-withheld");
    }

    @Test
    void whenFailedRunIsHiddenBehindADamagedSignatureThenTheApproverKnowsIt() {
        SampleRelease release = complete();
        Envelope run = release.byName().get(FAILED_RUN);
        release.put(FAILED_RUN, SampleRelease.sign(run.payload(), "sec.one"));
        assertThat(codes(release)).containsExactly("evidence-withheld");
        release.put(FAILED_RUN, SampleRelease.sign(run.payload(), "vv.one"));
        assertThat(codes(release)).isEmpty();
        release.put(FAILED_RUN, new Envelope("text/plain", run.payload(), run.signatures()));
        assertThat(codes(release)).containsExactly("evidence-withheld");
    }

    @ParameterizedTest
    @CsvSource({"2022-01-09T07:59:59Z, true", "2022-01-09T08:00:00Z, false", "2022-01-09T08:00:01Z, false"})
    void whenProtocolIsApprovedThenOnlyStrictlyBeforeTheRunCounts(String approvedAt, boolean accepted) {
        SampleRelease release = complete();
        release.put(PROTOCOL_STATEMENT, release.protocol("vv.one", approvedAt, CASES))
                .without(FAILED_RUN)
                .approvedBy("qa.one");
        assertThat(release.verdict().accepted()).isEqualTo(accepted);
        assertThat(codes(release)).isEqualTo(accepted ? Set.of() : Set.of("protocol-not-approved-before-run"));
    }

    @Test
    void whenProtocolLacksAGroupThenBlocked() {
        SampleRelease release = complete();
        release.put(PROTOCOL_STATEMENT, release.protocol("vv.one", "2022-01-06T10:00:00Z", List.of("TC-01")))
                .approvedBy("qa.one");
        assertThat(codes(release)).contains("protocol-incomplete");
        release.put(PROTOCOL_STATEMENT, release.protocol("vv.one", "2022-01-06T10:00:00Z", List.of("TC-02")))
                .approvedBy("qa.one");
        assertThat(codes(release)).contains("protocol-incomplete");
    }

    @Test
    void whenRunLeavesOutACaseThenBlocked() {
        SampleRelease release = complete();
        release.put(ACCEPTED_RUN, run(PAYLOAD, results(CASES.subList(0, 7), ""), true))
                .approvedBy("qa.one");
        assertThat(release.verdict().blockers())
                .filteredOn(RunBlocker.RunNotAccepted.class::isInstance)
                .extracting(blocker -> ((RunBlocker.RunNotAccepted) blocker).missingCases())
                .contains(List.of("TC-08"));
    }

    @Test
    void whenRunConcludesAcceptedInSpiteOfAFailedCaseThenBlocked() {
        SampleRelease release = complete();
        release.put(ACCEPTED_RUN, run(PAYLOAD, results(CASES, "TC-02"), true)).approvedBy("qa.one");
        assertThat(codes(release)).contains("run-not-accepted", "failed-run-not-repeated");
    }

    @Test
    void whenRunConcludesNotAcceptedInSpiteOfPassedCasesThenBlocked() {
        SampleRelease release = complete();
        release.put(ACCEPTED_RUN, run(PAYLOAD, results(CASES, ""), false)).approvedBy("qa.one");
        assertThat(codes(release)).contains("run-not-accepted", "failed-run-not-repeated");
    }

    @Test
    void whenAcceptedRunTestedAnotherBuildThenBlocked() {
        SampleRelease release = complete();
        release.put(ACCEPTED_RUN, run(EARLIER_BUILD, results(CASES, ""), true)).approvedBy("qa.one");
        assertThat(codes(release)).contains("run-of-other-build");
    }

    @Test
    void whenRunFollowsAProtocolNobodySignedThenBlocked() {
        SampleRelease release = complete();
        ValidationProtocol other = release.protocol("vv.one", "2022-01-06T10:00:00Z", CASES);
        release.put(
                        PROTOCOL_STATEMENT,
                        new ValidationProtocol(
                                other.signature(),
                                new io.suture.trust.attest.ProtocolRef("VP-GW2-0031", "A"),
                                other.approvedAt(),
                                other.approvedBy(),
                                other.cases(),
                                other.independence()))
                .approvedBy("qa.one");
        assertThat(codes(release)).contains("protocol-unknown");
    }

    @Test
    void whenARunFailsAfterTheAcceptedOneThenBlockedUntilItIsRepeated() {
        SampleRelease release = complete();
        ValidationRun late = SampleRelease.run(
                "vv.one",
                "VR-3",
                List.of("2022-01-10T18:00:00Z", "2022-01-10T20:00:00Z"),
                PAYLOAD,
                results(CASES, "TC-03"),
                false);
        release.put("VR-3", late).approvedBy("qa.one");
        assertThat(codes(release)).containsExactly("failed-run-not-repeated");
        ValidationRun repeated = SampleRelease.run(
                "vv.two",
                "VR-4",
                List.of("2022-01-10T20:00:01Z", "2022-01-10T22:00:00Z"),
                PAYLOAD,
                results(CASES, ""),
                true);
        release.put("VR-4", repeated).approvedBy("qa.one");
        assertThat(release.verdict().accepted()).isTrue();
    }

    @Test
    void whenScanFoundMalwareThenALaterCleanOneIsNeeded() {
        SampleRelease release = complete();
        release.put("infected", release.scan("2022-01-10T19:00:00Z", List.of(PAYLOAD), false))
                .approvedBy("qa.one");
        assertThat(codes(release)).containsExactly("malware-found");
        release.put("again", release.scan("2022-01-10T20:00:00Z", List.of(PAYLOAD), true))
                .approvedBy("qa.one");
        assertThat(release.verdict().accepted()).isTrue();
    }

    @Test
    void whenScanLeavesOutAPayloadThenBlocked() {
        SampleRelease release = complete();
        release.put(SCAN, release.scan("2022-01-10T18:00:00Z", List.of(OTHER), true))
                .approvedBy("qa.one");
        assertThat(codes(release)).containsExactly("scan-incomplete");
    }

    @ParameterizedTest
    @CsvSource({
        "2021-12-12T09:00:00Z, true",
        "2021-12-12T08:59:59Z, false",
        "2022-01-11T09:00:00Z, true",
        "2022-01-11T09:00:01Z, false"
    })
    void whenScanIsDoneThenOnlyTheDaysBeforeTheApprovalCount(String finishedAt, boolean accepted) {
        SampleRelease release = complete();
        release.put(SCAN, release.scan(finishedAt, List.of(PAYLOAD), true)).approvedBy("qa.one");
        assertThat(release.verdict().accepted()).isEqualTo(accepted);
        assertThat(codes(release)).isEqualTo(accepted ? Set.of() : Set.of("scan-too-old"));
    }

    @Test
    void whenADeviceEvaluatesYearsLaterThenTheScanIsStillFresh() {
        assertThat(complete().verdict(Instant.parse("2031-01-01T00:00:00Z")).accepted())
                .isTrue();
    }

    @Test
    void whenRiskIsNotAcceptableThenALaterAssessmentMustAnswer() {
        SampleRelease release = complete();
        release.put("bad", release.risk("RA-9", "2022-01-10T20:00:00Z", false)).approvedBy("qa.one");
        assertThat(codes(release)).containsExactly("risk-not-acceptable");
        RiskAssessment answer = release.risk("RA-10", "2022-01-10T21:00:00Z", true);
        release.put("answer", answer).approvedBy("qa.one");
        assertThat(release.verdict().accepted()).isTrue();
        RiskAssessment ofAnother = new RiskAssessment(
                answer.signature(), "RA-10", List.of("CVE-2021-44228"), "low", "low", true, "other", true);
        release.put("answer", ofAnother).approvedBy("qa.one");
        assertThat(codes(release)).containsExactly("risk-not-acceptable");
    }

    @Test
    void whenEvidenceArrivesAfterTheApprovalThenTheApprovalIsOutdated() {
        SampleRelease release = complete();
        release.put("more", release.scan("2022-01-10T19:00:00Z", List.of(PAYLOAD), true));
        assertThat(codes(release)).containsExactly("approval-outdated");
        assertThat(release.verdict().blockers().getFirst().resolvedBy()).containsExactly("quality-approver");
    }

    @Test
    void whenApprovalNamesAnotherManifestThenBlocked() {
        SampleRelease release = complete();
        QualityApproval approval = release.approval("qa.one", "2022-01-11T09:00:00Z");
        release.put(
                APPROVAL,
                SampleRelease.approval(
                        "qa.one", "2022-01-11T09:00:00Z", "quality-approver", OTHER, approval.evidence()));
        assertThat(codes(release)).contains("approval-of-other-manifest");
    }

    @Test
    void whenApprovalIsGivenInARoleNotHeldThenBlocked() {
        SampleRelease release = complete();
        QualityApproval approval = release.approval("qa.one", "2022-01-11T09:00:00Z");
        Digest manifest = release.manifest().digest();
        release.without(APPROVAL)
                .put(
                        APPROVAL,
                        SampleRelease.approval(
                                "qa.one",
                                "2022-01-11T09:00:00Z",
                                "chief",
                                manifest,
                                approval.evidence().subList(0, 7)));
        assertThat(codes(release)).containsExactly("approval-role-not-held");
    }

    @ParameterizedTest
    @CsvSource({"authorship, author", "VR-2, tester"})
    void whenApproverAlsoMadeOrTestedTheReleaseThenBlockedIfDutiesAreSeparated(String evidence, String duty) {
        SampleRelease release = complete();
        People people = SampleRelease.with(
                release.people(),
                new Person(
                        "qa.one",
                        SampleRelease.printedName("qa.one"),
                        Set.of("quality-approver", "validator", "release-engineer"),
                        List.of(SampleRelease.key("qa.one"))));
        release.among(people);
        release.put(
                        evidence,
                        evidence.equals(AUTHORSHIP)
                                ? release.authorship("qa.one")
                                : release.acceptedRun("qa.one", ACCEPTED_RUN))
                .approvedBy("qa.one");
        assertThat(release.verdict().blockers())
                .singleElement()
                .isInstanceOfSatisfying(ApprovalBlocker.ApproverNotIndependent.class, blocker -> {
                    assertThat(blocker.person()).isEqualTo("qa.one");
                    assertThat(blocker.alsoActedAs()).containsExactly(duty);
                });
        ReleasePolicy standard = ReleasePolicy.standard();
        release.under(SampleRelease.policy(standard.rules().getFirst().required(), List.of()));
        assertThat(release.verdict().accepted()).isTrue();
    }

    @Test
    void whenAnApproverIsNotIndependentThenAnotherOneMayApprove() {
        SampleRelease release = complete();
        release.put("early", release.authorship("qa.one")).approvedBy("qa.one");
        release.put("second", release.approval("qa.two", "2022-01-11T10:00:00Z"));
        assertThat(release.verdict().accepted()).isTrue();
        assertThat(release.verdict().findings()).anyMatch(SetAside.RoleNotPermitted.class::isInstance);
    }

    @Test
    void whenTwoMustApproveThenTwoSignaturesOfOnePersonAreNotEnough() {
        SampleRelease release = complete().under(requiring(QualityApproval.TYPE, 2));
        release.put("again", release.approval("qa.one", "2022-01-11T10:00:00Z"));
        assertThat(codes(release)).containsExactly("missing-evidence");
        release.put("second", release.approval("qa.two", "2022-01-11T10:00:00Z"));
        assertThat(release.verdict().accepted()).isTrue();
    }

    @Test
    void whenTwoMustTestThenTheUnionOfTheirStatementsCounts() {
        SampleRelease release = complete().under(requiring(ValidationRun.TYPE, 2));
        assertThat(codes(release)).contains("missing-evidence");
        release.put("second", release.acceptedRun("vv.two", "VR-2b")).approvedBy("qa.one");
        assertThat(release.verdict().accepted()).isTrue();
    }

    @Test
    void whenStatementIsAboutAnotherManifestThenItIsReportedAndNeverCounts() {
        SampleRelease release = complete();
        HumanPredicate scan = release.scan("2022-01-10T18:00:00Z", List.of(PAYLOAD), true);
        Statement foreign = Statement.about(OTHER, scan);
        release.put("foreign", SampleRelease.sign(foreign.toJson(), "sec.one"));
        assertThat(release.verdict().accepted()).isTrue();
        assertThat(setAside(release)).containsExactly("subject-mismatch");
        release.without(SCAN).approvedBy("qa.one");
        assertThat(codes(release)).containsExactly("missing-evidence");
    }

    @Test
    void whenPredicateIsUnknownThenItIsShownAndNeverCounts() {
        SampleRelease release = complete();
        Statement unknown = new Statement(
                List.of(new Subject("manifest.json", release.manifest().digest())),
                "https://example.com/other/v1",
                JsonObject.EMPTY);
        release.put("unknown", SampleRelease.sign(unknown.toJson(), "sec.one"));
        assertThat(release.verdict().accepted()).isTrue();
        assertThat(setAside(release)).containsExactly("unknown-evidence");
        release.under(requiring("https://example.com/other/v1", 1));
        assertThat(codes(release)).contains("missing-evidence");
    }

    @Test
    void whenAStrangerAddsEvidenceThenNothingOpensAndNothingCloses() {
        SampleRelease release = complete();
        byte[] scan = Statement.about(release.manifest(), release.scan("2022-01-10T19:00:00Z", List.of(PAYLOAD), false))
                .toJson();
        release.put("stranger", SampleRelease.sign(scan, "stranger"));
        release.put(
                "junk",
                new Envelope(
                        "text/plain",
                        new byte[] {1, 2},
                        release.envelopes().getFirst().signatures()));
        release.put("damaged", SampleRelease.sign(new byte[] {'{'}, "stranger"));
        assertThat(release.verdict().accepted()).isTrue();
        assertThat(setAside(release)).containsExactly("key-not-authorised", "malformed-evidence", "malformed-evidence");
    }

    @Test
    void whenSomebodyElseSignedThanStatedThenSetAside() {
        SampleRelease release = complete();
        release.put(APPROVAL, release.approval("qa.one", "2022-01-11T09:00:00Z"), "vv.one");
        assertThat(setAside(release)).containsExactly("signer-mismatch");
        assertThat(codes(release)).containsExactly("missing-evidence");
    }

    @Test
    void whenPrintedNameIsNotTheRegisteredOneThenSetAside() {
        SampleRelease release = complete();
        People renamed = SampleRelease.with(
                release.people(),
                new Person(
                        "qa.one", "Somebody Else", Set.of("quality-approver"), List.of(SampleRelease.key("qa.one"))));
        release.among(renamed);
        assertThat(setAside(release)).containsExactly("printed-name-mismatch");
        assertThat(codes(release)).containsExactly("missing-evidence");
    }

    @Test
    void whenPersonHasNoPermittedRoleThenSetAside() {
        SampleRelease release = complete();
        release.put(APPROVAL, release.approval("vv.two", "2022-01-11T09:00:00Z"));
        assertThat(setAside(release)).containsExactly("role-not-permitted");
        assertThat(codes(release)).containsExactly("missing-evidence");
    }

    @Test
    void whenPersonIsNotRegisteredThenSetAside() {
        SampleRelease release = complete();
        release.among(SampleRelease.people("re.one", "vv.one", "psirt.one", "sec.one"));
        assertThat(setAside(release)).containsExactly("key-not-authorised");
        assertThat(codes(release)).containsExactly("missing-evidence");
    }

    @ParameterizedTest
    @CsvSource({
        "2022-01-11T09:00:00Z, , , satisfied",
        "2022-01-11T09:00:01Z, , , not-yet-valid",
        "2021-01-01T00:00:00Z, 2022-01-11T09:00:01Z, , satisfied",
        "2021-01-01T00:00:00Z, 2022-01-11T09:00:00Z, , expired",
        "2021-01-01T00:00:00Z, , 2022-06-01T00:00:00Z, revoked",
        "2021-01-01T00:00:00Z, , 2021-06-01T00:00:00Z, revoked"
    })
    void whenKeyWasNotUsableWhenItSignedThenSetAside(String from, String until, String revoked, String state) {
        SampleRelease release = complete();
        PersonKey key = new PersonKey(
                SampleRelease.signer("qa.one").publicKey(),
                Instant.parse(from),
                Optional.ofNullable(until).map(Instant::parse),
                Optional.ofNullable(revoked).map(Instant::parse));
        release.among(SampleRelease.with(release.people(), SampleRelease.person("qa.one", key)));
        assertThat(release.verdict().accepted()).isEqualTo(state.equals("satisfied"));
        if (!state.equals("satisfied")) {
            assertThat(release.verdict().findings())
                    .filteredOn(SetAside.KeyNotAuthorised.class::isInstance)
                    .extracting(finding -> ((SetAside.KeyNotAuthorised) finding).problem())
                    .containsExactly(state);
        }
    }

    @ParameterizedTest
    @CsvSource({"2022-01-10T09:00:00Z, true", "2022-01-10T08:59:59Z, false"})
    void whenStatementIsDatedMoreThanADayLaterThenSetAside(String now, boolean accepted) {
        Verdict verdict = complete().verdict(Instant.parse(now));
        assertThat(verdict.accepted()).isEqualTo(accepted);
        assertThat(verdict.findings().stream().anyMatch(SetAside.DatedInFuture.class::isInstance))
                .isNotEqualTo(accepted);
    }

    @Test
    void whenEvidenceIsThereTwiceThenNothingChanges() {
        SampleRelease release = complete();
        List<Envelope> doubled = new ArrayList<>(release.envelopes());
        doubled.addAll(release.envelopes());
        Verdict verdict = Gate.evaluate(
                release.policy(),
                release.people(),
                release.manifest(),
                doubled.reversed(),
                EvidencePositions.NONE,
                SampleRelease.NOW);
        assertThat(verdict.accepted()).isTrue();
    }

    @Test
    void whenVerdictIsShownThenEachFindingHasRuleCodeAndSentence() {
        JsonObject json =
                complete().without(SCAN).verdict().toJson(complete().manifest().id());
        assertThat(json.bool("accepted")).isFalse();
        assertThat(json.objects("findings")).allSatisfy(finding -> {
            assertThat(finding.string("rule")).matches("[a-z-]+");
            assertThat(finding.string("code")).matches("[a-z-]+");
            assertThat(finding.string("explain")).endsWith(".");
        });
    }

    @Test
    void whenThereIsNoFindingThenNotAccepted() {
        assertThat(new Verdict(complete().verdict().basis(), List.of()).accepted())
                .isFalse();
    }

    @Test
    void whenSignatureBlockIsReadThenItHasNameAndTime() {
        SignatureBlock block = complete().authorship("re.one").signature();
        assertThat(block.printedName()).isEqualTo(SampleRelease.printedName("re.one"));
        assertThat(block.signedAt()).isEqualTo(Instant.parse("2022-01-05T09:00:00Z"));
    }

    private static ValidationRun run(Digest build, List<Result> results, boolean accepted) {
        return SampleRelease.run(
                "vv.one",
                ACCEPTED_RUN,
                List.of("2022-01-09T08:00:00Z", "2022-01-10T17:00:00Z"),
                build,
                results,
                accepted);
    }

    private static List<Result> results(List<String> cases, String failed) {
        return cases.stream().map(id -> new Result(id, !id.equals(failed))).toList();
    }

    private static ReleasePolicy requiring(String predicate, int threshold) {
        ReleasePolicy standard = ReleasePolicy.standard();
        ReleaseRule rule = standard.rules().getFirst();
        List<Requirement> required = new ArrayList<>(rule.required());
        required.removeIf(requirement -> requirement.predicate().equals(predicate));
        List<String> roles = rule.requirement(predicate).map(Requirement::roles).orElse(List.of("validator"));
        required.add(new Requirement(predicate, roles, threshold));
        return SampleRelease.policy(required, rule.separationOfDuties());
    }

    private static Set<String> codes(SampleRelease release) {
        return Set.copyOf(release.verdict().blockers().stream()
                .map(Finding::code)
                .distinct()
                .toList());
    }

    private static List<String> setAside(SampleRelease release) {
        return release.verdict().findings().stream()
                .filter(SetAside.class::isInstance)
                .map(Finding::code)
                .toList();
    }
}
