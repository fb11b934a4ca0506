package io.suture.trust.gate;

import io.suture.trust.attest.Meaning;
import io.suture.trust.attest.QualityApproval;
import io.suture.trust.digest.Digest;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Enough people gave a valid approval: of this manifest, in a role they hold, having seen every counted piece of
 * evidence, and without a duty that excludes it. The same holds for each other meaning (a review, for example) that the
 * policy asks for. Evidence that an approver saw and that is not here blocks in any case: somebody took it away.
 */
final class ApprovalValid implements Rule {

    private static final String NAME = "approval";

    @Override
    public List<Finding> apply(Case release) {
        return release.rule().required().stream()
                .filter(requirement -> requirement.wanted().isPresent())
                .flatMap(requirement -> check(release, requirement).stream())
                .toList();
    }

    private static List<Finding> check(Case release, Requirement requirement) {
        List<Evidence<QualityApproval>> approvals = release.counted(QualityApproval.class).stream()
                .filter(approval -> requirement.isAbout(approval.predicate()))
                .toList();
        List<Finding> findings = new ArrayList<>(withheld(release, requirement, approvals));
        List<Evidence<QualityApproval>> valid = approvals.stream()
                .filter(approval -> problems(release, requirement, approval).isEmpty())
                .toList();
        if (Case.people(valid).size() < requirement.threshold()) {
            approvals.forEach(approval -> findings.addAll(problems(release, requirement, approval)));
        } else if (findings.isEmpty()) {
            satisfied(release, valid, findings);
        }
        return findings;
    }

    private static void satisfied(Case release, List<Evidence<QualityApproval>> valid, List<Finding> findings) {
        String about = release.manifest().digest().toString();
        boolean approved = valid.getFirst().predicate().meaning() == Meaning.APPROVAL;
        findings.add(Satisfied.of(
                approved ? NAME : valid.getFirst().predicate().meaning().json(), about, valid));
        if (approved && !release.rule().separationOfDuties().isEmpty()) {
            findings.add(Satisfied.of(SEPARATION, about, valid));
        }
    }

    private static List<Blocker> withheld(
            Case release, Requirement requirement, List<Evidence<QualityApproval>> approvals) {
        List<Blocker> blockers = new ArrayList<>();
        for (Evidence<QualityApproval> approval : approvals) {
            List<Digest> absent = approval.predicate().evidence().stream()
                    .filter(digest -> !release.present().contains(digest))
                    .toList();
            if (!absent.isEmpty()) {
                blockers.add(new ApprovalBlocker.EvidenceWithheld(approval.personId(), absent, requirement.roles()));
            }
        }
        return blockers;
    }

    private static List<Blocker> problems(Case release, Requirement requirement, Evidence<QualityApproval> approval) {
        List<Blocker> problems = new ArrayList<>();
        QualityApproval given = approval.predicate();
        String person = approval.personId();
        List<String> roles = requirement.roles();
        if (!given.manifest().equals(release.manifest().digest())) {
            problems.add(new ApprovalBlocker.ApprovalOfOtherManifest(person, given.manifest(), roles));
        }
        if (!approval.person().roles().contains(given.role()) || !roles.contains(given.role())) {
            problems.add(new ApprovalBlocker.ApprovalRoleNotHeld(person, given.role(), roles));
        }
        List<Digest> unseen = unseen(release, given);
        if (!unseen.isEmpty()) {
            problems.add(new ApprovalBlocker.ApprovalOutdated(person, unseen, roles));
        }
        List<String> alsoActedAs = alsoActedAs(release, approval);
        if (!alsoActedAs.isEmpty()) {
            problems.add(new ApprovalBlocker.ApproverNotIndependent(person, alsoActedAs, roles));
        }
        return problems;
    }

    private static List<String> alsoActedAs(Case release, Evidence<QualityApproval> approval) {
        return approval.predicate().meaning() == Meaning.APPROVAL
                ? release.excluding(Duty.APPROVER, approval.personId())
                : List.of();
    }

    private static List<Digest> unseen(Case release, QualityApproval approval) {
        Set<Digest> seen = Set.copyOf(approval.evidence());
        return release.counted().stream()
                .filter(evidence -> mustBeSeen(release, evidence, approval.meaning()))
                .map(Evidence::digest)
                .filter(digest -> !seen.contains(digest))
                .distinct()
                .toList();
    }

    /** Signatures of one kind cannot all see each other; an approval has to see the reviews that the policy asks for. */
    private static boolean mustBeSeen(Case release, Evidence<?> evidence, Meaning by) {
        return QualityApproval.meaningOf(evidence.predicate())
                .map(meaning -> by == Meaning.APPROVAL
                        && meaning != Meaning.APPROVAL
                        && release.rule().required().stream()
                                .anyMatch(requirement -> requirement.isAbout(evidence.predicate())))
                .orElseGet(() -> !isOrder(evidence));
    }

    /** The order to sign comes after the approval. */
    private static boolean isOrder(Evidence<?> evidence) {
        return evidence.predicate().type().equals(Duty.SIGNER.predicate());
    }
}
