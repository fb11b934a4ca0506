package io.suture.trust.gate;

import io.suture.trust.attest.RegulatoryDecision;
import io.suture.trust.attest.RiskAssessment;
import io.suture.trust.gate.Blocker.KindDisagrees.Problem;
import io.suture.trust.release.ReleaseKind;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The release's kind is what the latest regulatory decision makes it: a correction if and only if the decision says so.
 * Where the risk without the patch is uncontrolled, the decision has to say (FDA 2016 postmarket guidance VII.B, 21 CFR
 * 806.10).
 */
final class KindAgrees implements Rule {

    @Override
    public List<Finding> apply(Case release) {
        List<Evidence<RegulatoryDecision>> decisions = release.counted(RegulatoryDecision.class);
        return decisions.stream()
                .max(Comparator.comparing(
                        decision -> decision.predicate().signature().signedAt()))
                .map(latest -> List.of(check(release, latest)))
                .orElse(List.of());
    }

    private static Finding check(Case release, Evidence<RegulatoryDecision> latest) {
        ReleaseKind kind = release.manifest().kind();
        return problem(release, latest.predicate().correctionRequired())
                .<Finding>map(problem ->
                        new Blocker.KindDisagrees(kind.json(), problem, release.roles(RegulatoryDecision.TYPE)))
                .orElseGet(() -> Satisfied.of(Exceptible.KIND_AGREES, kind.json(), List.of(latest)));
    }

    private static Optional<Problem> problem(Case release, Optional<Boolean> correctionRequired) {
        boolean required = correctionRequired.orElse(false);
        if (correctionRequired.isEmpty() && uncontrolled(release)) {
            return Optional.of(Problem.CORRECTION_NOT_DECIDED);
        }
        if (required == (release.manifest().kind() == ReleaseKind.CORRECTION)) {
            return Optional.empty();
        }
        return Optional.of(required ? Problem.CORRECTION_REQUIRED : Problem.CORRECTION_NOT_REQUIRED);
    }

    private static boolean uncontrolled(Case release) {
        return release.counted(RiskAssessment.class).stream()
                .anyMatch(assessment -> !assessment.predicate().controlled());
    }
}
