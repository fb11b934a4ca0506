package io.suture.trust.gate;

import io.suture.trust.attest.Authorship;
import io.suture.trust.attest.QualityApproval;
import io.suture.trust.attest.ValidationRun;
import io.suture.trust.digest.Digest;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Enough people gave a valid approval: of this manifest, in a role they hold, having seen every counted piece of
 * evidence, and, if the policy separates duties, being neither author nor tester. Evidence that an approver saw and that
 * is not here blocks in any case: somebody took it away.
 */
final class ApprovalValid implements Rule {

    private static final String NAME = "approval";
    private static final String SEPARATION = "separation-of-duties";

    @Override
    public List<Finding> apply(Case release) {
        List<Evidence<QualityApproval>> approvals = release.counted(QualityApproval.class);
        List<Finding> findings = new ArrayList<>(withheld(release, approvals));
        List<Evidence<QualityApproval>> valid = approvals.stream()
                .filter(approval -> problems(release, approval).isEmpty())
                .toList();
        if (!release.enough(QualityApproval.TYPE, valid)) {
            approvals.forEach(approval -> findings.addAll(problems(release, approval)));
        } else if (findings.isEmpty()) {
            satisfied(release, valid, findings);
        }
        return findings;
    }

    private static void satisfied(Case release, List<Evidence<QualityApproval>> valid, List<Finding> findings) {
        String about = release.manifest().digest().toString();
        findings.add(new Satisfied(NAME, about, Case.people(valid)));
        if (release.policy().separationOfDuties()) {
            findings.add(new Satisfied(SEPARATION, about, Case.people(valid)));
        }
    }

    private static List<Blocker> withheld(Case release, List<Evidence<QualityApproval>> approvals) {
        List<Blocker> blockers = new ArrayList<>();
        for (Evidence<QualityApproval> approval : approvals) {
            List<Digest> absent = approval.predicate().evidence().stream()
                    .filter(digest -> !release.present().contains(digest))
                    .toList();
            if (!absent.isEmpty()) {
                blockers.add(new ApprovalBlocker.EvidenceWithheld(approval.personId(), absent, roles(release)));
            }
        }
        return blockers;
    }

    private static List<Blocker> problems(Case release, Evidence<QualityApproval> approval) {
        List<Blocker> problems = new ArrayList<>();
        QualityApproval given = approval.predicate();
        String person = approval.personId();
        if (!given.manifest().equals(release.manifest().digest())) {
            problems.add(new ApprovalBlocker.ApprovalOfOtherManifest(person, given.manifest(), roles(release)));
        }
        if (!approval.person().roles().contains(given.role()) || !roles(release).contains(given.role())) {
            problems.add(new ApprovalBlocker.ApprovalRoleNotHeld(person, given.role(), roles(release)));
        }
        List<Digest> unseen = unseen(release, given);
        if (!unseen.isEmpty()) {
            problems.add(new ApprovalBlocker.ApprovalOutdated(person, unseen, roles(release)));
        }
        List<String> otherDuties = otherDuties(release, person);
        if (!otherDuties.isEmpty()) {
            problems.add(new ApprovalBlocker.ApproverNotIndependent(person, otherDuties, roles(release)));
        }
        return problems;
    }

    private static List<Digest> unseen(Case release, QualityApproval approval) {
        Set<Digest> seen = Set.copyOf(approval.evidence());
        return release.counted().stream()
                .filter(evidence -> !(evidence.predicate() instanceof QualityApproval))
                .map(Evidence::digest)
                .filter(digest -> !seen.contains(digest))
                .distinct()
                .toList();
    }

    private static List<String> otherDuties(Case release, String person) {
        List<String> duties = new ArrayList<>();
        if (release.policy().separationOfDuties()) {
            if (release.actors(Authorship.class).contains(person)) {
                duties.add("author");
            }
            if (release.actors(ValidationRun.class).contains(person)) {
                duties.add("tester");
            }
        }
        return duties;
    }

    private static List<String> roles(Case release) {
        return release.roles(QualityApproval.TYPE);
    }
}
