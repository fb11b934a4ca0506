package io.suture.trust.gate;

import static io.suture.trust.gate.SampleRelease.APPROVAL;
import static io.suture.trust.gate.SampleRelease.NOW;
import static io.suture.trust.gate.SampleRelease.SCAN;
import static io.suture.trust.gate.SampleRelease.complete;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.suture.trust.attest.QualityApproval;
import io.suture.trust.attest.Waiver;
import io.suture.trust.digest.Digest;
import io.suture.trust.dsse.Envelope;
import io.suture.trust.json.MalformedDocumentException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The workflow attacks of the abuse cases as far as the gate alone stops them; the server's own are tested there. */
class WorkflowAttacksTest {

    @Test
    void g1AnApprovalOfAnotherReleaseIsReplayed() {
        Envelope stolen = complete().byName().get(APPROVAL);
        SampleRelease other = SampleRelease.of(SampleRelease.manifest(Digest.of(new byte[] {7}), 99));
        assertThat(other.verdict().accepted()).isTrue();
        other.put(APPROVAL, stolen);
        assertThat(codes(other)).containsExactly("missing-evidence");
        assertThat(other.verdict().findings()).anyMatch(SetAside.SubjectMismatch.class::isInstance);
    }

    @Test
    void g2TheEvidenceChangesAfterTheApproval() {
        SampleRelease added = complete();
        added.put("more", added.risk("RA-9", "2022-01-10T23:00:00Z", true));
        assertThat(codes(added)).containsExactly("approval-outdated");
        SampleRelease exchanged = complete();
        exchanged.put(SCAN, exchanged.scan("2022-01-10T18:00:01Z", List.of(SampleRelease.PAYLOAD), true));
        assertThat(codes(exchanged)).containsExactlyInAnyOrder("approval-outdated", "evidence-withheld");
        SampleRelease removed = complete();
        removed.put("more", removed.scan("2022-01-10T19:00:00Z", List.of(SampleRelease.PAYLOAD), true))
                .approvedBy("qa.one");
        removed.without("more");
        assertThat(codes(removed)).containsExactly("evidence-withheld");
    }

    @Test
    void g3SomebodyApprovesTheirOwnWork() {
        SampleRelease release = complete();
        Person mighty = new Person(
                "qa.one",
                SampleRelease.printedName("qa.one"),
                Set.of("quality-approver", "validator", "release-engineer"),
                List.of(SampleRelease.key("qa.one")));
        release.among(SampleRelease.with(release.people(), mighty));
        release.put("own", release.authorship("qa.one")).approvedBy("qa.one");
        assertThat(codes(release)).containsExactly("approver-not-independent");
    }

    @Test
    void g4OnePersonSignsTwiceWhereTwoMustSign() {
        ReleaseRule standard = ReleasePolicy.standard().rules().getFirst();
        List<Requirement> required = new ArrayList<>(standard.required());
        required.removeIf(requirement -> requirement.predicate().equals(QualityApproval.TYPE));
        required.add(new Requirement(QualityApproval.TYPE, List.of("quality-approver"), 2));
        SampleRelease release = complete().under(SampleRelease.policy(required, standard.separationOfDuties()));
        PersonKey second = new PersonKey(
                SampleRelease.signer("a second key of qa.one").publicKey(),
                Instant.EPOCH,
                Optional.empty(),
                Optional.empty());
        release.among(SampleRelease.with(
                release.people(),
                new Person(
                        "qa.one",
                        SampleRelease.printedName("qa.one"),
                        Set.of("quality-approver"),
                        List.of(SampleRelease.key("qa.one"), second))));
        release.put("again", release.approval("qa.one", "2022-01-11T10:00:00Z"), "a second key of qa.one");
        assertThat(release.verdict().findings()).noneMatch(SetAside.class::isInstance);
        assertThat(codes(release)).containsExactly("missing-evidence");
    }

    @Test
    void g7TheApproverWasDeactivatedAndTheKeyRevokedBefore() {
        SampleRelease release = complete();
        PersonKey revoked = new PersonKey(
                SampleRelease.signer("qa.one").publicKey(),
                Instant.EPOCH,
                Optional.empty(),
                Optional.of(Instant.parse("2022-01-11T08:00:00Z")),
                Optional.of(40L),
                Optional.empty());
        release.among(SampleRelease.with(release.people(), SampleRelease.person("qa.one", revoked)));
        release.loggedAt(
                new EvidencePositions(Map.of(release.byName().get(APPROVAL).payloadDigest(), 41L)));
        assertThat(codes(release)).containsExactly("missing-evidence");
    }

    @Test
    void g11AnExceptionIsUsedAfterItsTime() {
        ReleaseRule standard = ReleasePolicy.standard().rules().getFirst();
        ReleaseRule excepting = new ReleaseRule(
                "excepting",
                List.of(),
                List.of(),
                List.of(),
                standard.required(),
                standard.separationOfDuties(),
                30,
                false,
                false,
                List.of(new ExceptionRule("malware-scan", List.of("quality-approver"), 1, 10)));
        SampleRelease release = complete().without(SCAN).under(new ReleasePolicy(2, List.of(excepting)));
        release.put(
                        "exception",
                        new Waiver(
                                SampleRelease.signature("qa.two", "2022-01-10T00:00:00Z"),
                                "malware-scan",
                                "why",
                                NOW.plusSeconds(1)))
                .approvedBy("qa.one");
        assertThat(release.verdict().accepted()).isTrue();
        assertThat(release.verdict(NOW.plusSeconds(1)).accepted()).isFalse();
    }

    @Test
    void g12ThePolicyIsReplacedByAWeakerOneThatLeavesOutTheIndispensable() {
        String weaker = new String(ReleasePolicy.standard().toJson(), StandardCharsets.UTF_8)
                .replace("urn:suture:predicate:quality-approval:v1", "urn:suture:predicate:other:v1");
        assertThatThrownBy(() -> ReleasePolicy.parse(weaker.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(MalformedDocumentException.class);
    }

    private static List<String> codes(SampleRelease release) {
        return release.verdict().blockers().stream()
                .map(Finding::code)
                .distinct()
                .toList();
    }
}
