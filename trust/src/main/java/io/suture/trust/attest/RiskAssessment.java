package io.suture.trust.attest;

import io.suture.trust.json.JsonObject;
import io.suture.trust.release.Documents;
import java.util.List;

/**
 * An assessment of the vulnerabilities a release closes (FDA 2016 postmarket guidance VI) and of the risk that stays.
 *
 * @param id the assessment's id
 * @param vulnerabilities what it is about
 * @param exploitability in the firm's own scale
 * @param severityOfHarm in the firm's own scale
 * @param controlled the outcome without the patch
 * @param rationale why
 * @param acceptable whether the risk that stays with the patch is acceptable; this decides
 */
public record RiskAssessment(
        SignatureBlock signature,
        String id,
        List<String> vulnerabilities,
        String exploitability,
        String severityOfHarm,
        boolean controlled,
        String rationale,
        boolean acceptable)
        implements HumanPredicate {

    /** The predicate type. */
    public static final String TYPE = "urn:suture:predicate:risk-assessment:v1";

    private static final String CONTROLLED = "controlled";
    private static final String UNCONTROLLED = "uncontrolled";
    private static final String ACCEPTABLE = "acceptable";
    private static final String NOT_ACCEPTABLE = "not-acceptable";

    /** Copies the list. */
    public RiskAssessment {
        vulnerabilities = Words.distinct("vulnerabilities", vulnerabilities);
    }

    static RiskAssessment of(JsonObject json) {
        return new RiskAssessment(
                SignatureBlock.of(json),
                Documents.text(json, "id"),
                json.strings("vulnerabilities"),
                json.string("exploitability"),
                json.string("severityOfHarm"),
                Words.choose(json, "outcome", CONTROLLED, UNCONTROLLED),
                Documents.text(json, "rationale"),
                Words.choose(json, "residual", ACCEPTABLE, NOT_ACCEPTABLE));
    }

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public JsonObject toJson() {
        return signature
                .begin()
                .put("id", id)
                .putStrings("vulnerabilities", vulnerabilities)
                .put("exploitability", exploitability)
                .put("severityOfHarm", severityOfHarm)
                .put("outcome", controlled ? CONTROLLED : UNCONTROLLED)
                .put("rationale", rationale)
                .put("residual", acceptable ? ACCEPTABLE : NOT_ACCEPTABLE)
                .build();
    }
}
