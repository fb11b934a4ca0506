package io.suture.trust.gate;

import java.util.List;

/** Every kind of evidence that the policy requires is signed by enough different people in a permitted role. */
final class RequiredEvidence implements Rule {

    private static final String NAME = "required-evidence";

    @Override
    public List<Finding> apply(Case release) {
        return release.policy().required().stream()
                .map(requirement -> check(release, requirement))
                .toList();
    }

    private static Finding check(Case release, Requirement requirement) {
        List<String> people = Case.people(release.counted().stream()
                .filter(evidence -> evidence.predicate().type().equals(requirement.predicate()))
                .toList());
        return people.size() >= requirement.threshold()
                ? new Satisfied(NAME, PredicateName.of(requirement.predicate()), people)
                : new Blocker.MissingEvidence(
                        requirement.predicate(), requirement.threshold(), people, requirement.roles());
    }
}
