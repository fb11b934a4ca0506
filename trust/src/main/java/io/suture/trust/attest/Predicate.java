package io.suture.trust.attest;

import io.suture.trust.json.JsonObject;

/** The claim of a statement. */
public sealed interface Predicate permits HumanPredicate, InstallationReceipt, UnknownPredicate {

    /** Return the predicate type, a URN. */
    String type();

    /** Return the predicate as JSON. */
    JsonObject toJson();

    /** Return the typed claim of a statement; a known type that does not parse is refused, an unknown one is kept. */
    static Predicate of(Statement statement) {
        JsonObject json = statement.predicate();
        return switch (statement.predicateType()) {
            case Authorship.TYPE -> Authorship.of(json);
            case ValidationProtocol.TYPE -> ValidationProtocol.of(json);
            case ValidationRun.TYPE -> ValidationRun.of(json);
            case MalwareScan.TYPE -> MalwareScan.of(json);
            case RiskAssessment.TYPE -> RiskAssessment.of(json);
            case RegulatoryDecision.TYPE -> RegulatoryDecision.of(json);
            case QualityApproval.TYPE -> QualityApproval.of(json);
            case InstallationReceipt.TYPE -> InstallationReceipt.of(json);
            case Waiver.TYPE -> Waiver.of(json);
            default ->
                StandardPredicate.of(statement.predicateType(), json)
                        .orElseGet(() -> new UnknownPredicate(statement.predicateType(), json));
        };
    }
}
