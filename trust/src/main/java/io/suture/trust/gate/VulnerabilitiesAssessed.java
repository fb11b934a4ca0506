package io.suture.trust.gate;

import io.suture.trust.attest.RiskAssessment;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Each vulnerability that the manifest says it fixes is one that a counted risk assessment is about. */
final class VulnerabilitiesAssessed implements Rule {

    @Override
    public List<Finding> apply(Case release) {
        List<String> fixes = release.manifest().fixes();
        List<Evidence<RiskAssessment>> assessments = release.counted(RiskAssessment.class);
        if (fixes.isEmpty() || !release.required(RiskAssessment.TYPE) || assessments.isEmpty()) {
            return List.of();
        }
        Set<String> assessed = assessments.stream()
                .flatMap(assessment -> assessment.predicate().vulnerabilities().stream())
                .collect(Collectors.toSet());
        List<String> open =
                fixes.stream().filter(fix -> !assessed.contains(fix)).toList();
        return List.of(
                open.isEmpty()
                        ? Satisfied.of(Exceptible.VULNERABILITIES_ASSESSED, String.join(", ", fixes), assessments)
                        : new Blocker.VulnerabilitiesNotAssessed(open, release.roles(RiskAssessment.TYPE)));
    }
}
