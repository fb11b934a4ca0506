package io.suture.trust.gate;

import static io.suture.trust.gate.Judged.codes;
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

import io.suture.trust.attest.RiskAssessment;
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
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the gate requires of the sample release: every kind of evidence, sound runs, clean scans, acceptable risk. */
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

    private static List<Result> results(List<String> cases, String failed) {
        return cases.stream().map(id -> new Result(id, !id.equals(failed))).toList();
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
}
