package io.suture.trust.gate;

import io.suture.trust.attest.RiskAssessment;
import java.util.ArrayList;
import java.util.List;

/**
 * Enough people find the risk that stays acceptable; whoever found it not acceptable needs to be answered by a later
 * assessment of at least the same vulnerabilities.
 */
final class RiskAcceptable implements Rule {

    private static final String NAME = Exceptible.RISK_ACCEPTABLE;

    @Override
    public List<Finding> apply(Case release) {
        List<Evidence<RiskAssessment>> assessments = release.counted(RiskAssessment.class);
        List<Evidence<RiskAssessment>> good = assessments.stream()
                .filter(assessment -> assessment.predicate().acceptable())
                .toList();
        List<Finding> findings = new ArrayList<>(unanswered(release, assessments, good));
        if (findings.isEmpty() && release.required(RiskAssessment.TYPE) && !good.isEmpty()) {
            findings.add(result(release, good));
        }
        return findings;
    }

    private static Finding result(Case release, List<Evidence<RiskAssessment>> good) {
        Requirement requirement =
                release.rule().requirement(RiskAssessment.TYPE).orElseThrow();
        List<String> people = Case.people(good);
        return people.size() >= requirement.threshold()
                ? Satisfied.of(NAME, good.getLast().predicate().id(), good)
                : new Blocker.MissingEvidence(
                        RiskAssessment.TYPE, requirement.threshold(), people, requirement.roles());
    }

    private static List<Blocker> unanswered(
            Case release, List<Evidence<RiskAssessment>> assessments, List<Evidence<RiskAssessment>> good) {
        List<String> roles = release.roles(RiskAssessment.TYPE);
        return assessments.stream()
                .map(Evidence::predicate)
                .filter(assessment -> !assessment.acceptable())
                .filter(assessment -> good.stream().noneMatch(later -> answers(later.predicate(), assessment)))
                .<Blocker>map(bad -> new Blocker.RiskNotAcceptable(bad.id(), bad.vulnerabilities(), roles))
                .toList();
    }

    private static boolean answers(RiskAssessment later, RiskAssessment earlier) {
        return later.signature().signedAt().isAfter(earlier.signature().signedAt())
                && later.vulnerabilities().containsAll(earlier.vulnerabilities());
    }
}
