package io.suture.trust.gate;

import static io.suture.trust.gate.Judged.codes;
import static io.suture.trust.gate.SampleRelease.REGULATORY;
import static io.suture.trust.gate.SampleRelease.RISK;
import static io.suture.trust.gate.SampleRelease.complete;
import static io.suture.trust.gate.SampleRelease.signature;
import static org.assertj.core.api.Assertions.assertThat;

import io.suture.trust.attest.RegulatoryDecision;
import io.suture.trust.attest.RiskAssessment;
import io.suture.trust.release.Manifest;
import io.suture.trust.release.ReleaseKind;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Vulnerabilities in risk assessments; the kind of the release against risk and decision. */
class GateKindTest {

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
}
