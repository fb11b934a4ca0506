package io.suture.trust.gate;

import static io.suture.trust.gate.Judged.codes;
import static io.suture.trust.gate.SampleRelease.ACCEPTED_RUN;
import static io.suture.trust.gate.SampleRelease.APPROVAL;
import static io.suture.trust.gate.SampleRelease.AUTHORSHIP;
import static io.suture.trust.gate.SampleRelease.PAYLOAD;
import static io.suture.trust.gate.SampleRelease.complete;
import static io.suture.trust.gate.SampleRelease.requiring;
import static org.assertj.core.api.Assertions.assertThat;

import io.suture.trust.attest.QualityApproval;
import io.suture.trust.attest.ValidationRun;
import io.suture.trust.digest.Digest;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Approvals: of this manifest, over everything there is, by people who may and who did nothing else; thresholds of people. */
class GateApprovalTest {

    private static final Digest OTHER = Digest.of(new byte[] {9});

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
}
