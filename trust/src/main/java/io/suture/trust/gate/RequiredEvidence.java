package io.suture.trust.gate;

import io.suture.trust.attest.HumanPredicate;
import io.suture.trust.attest.StandardPredicate;
import java.util.List;

/** Every kind of evidence that the policy requires is signed by enough different people in a permitted role. */
final class RequiredEvidence implements Rule {

    static final String NAME = "required-evidence";

    @Override
    public List<Finding> apply(Case release) {
        return release.rule().required().stream()
                .map(requirement -> check(release, requirement))
                .toList();
    }

    private static Finding check(Case release, Requirement requirement) {
        List<Evidence<?>> evidence = release.counted().stream()
                .filter(piece -> requirement.isAbout(piece.predicate()) && isOfRelease(release, piece.predicate()))
                .toList();
        List<String> people = Case.people(evidence);
        return people.size() >= requirement.threshold()
                ? Satisfied.of(NAME, PredicateName.of(requirement.predicate()), evidence)
                : new Blocker.MissingEvidence(
                        requirement.predicate(), requirement.threshold(), people, requirement.roles());
    }

    /** Of references, only those count that name the manifest's bill of materials. */
    private static boolean isOfRelease(Case release, HumanPredicate claim) {
        return !(claim instanceof StandardPredicate standard)
                || !standard.type().equals(StandardPredicate.REFERENCE)
                || standard.refersTo(release.manifest().sbom().digest());
    }
}
