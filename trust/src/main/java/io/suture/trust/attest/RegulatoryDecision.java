package io.suture.trust.attest;

import io.suture.trust.json.JsonObject;
import io.suture.trust.release.Documents;

/**
 * The decision whether the change needs a premarket submission or a correction report (21 CFR 806).
 *
 * @param id the decision's id
 * @param premarket what was decided about a submission
 * @param correction what was decided about a correction or removal
 * @param rationale why
 * @param decidedBy who decided, a person id
 */
public record RegulatoryDecision(
        SignatureBlock signature, String id, String premarket, String correction, String rationale, String decidedBy)
        implements HumanPredicate {

    /** The predicate type. */
    public static final String TYPE = "urn:suture:predicate:regulatory-decision:v1";

    static RegulatoryDecision of(JsonObject json) {
        return new RegulatoryDecision(
                SignatureBlock.of(json),
                Documents.text(json, "id"),
                Documents.text(json, "premarket"),
                Documents.text(json, "correction"),
                Documents.text(json, "rationale"),
                Documents.text(json, "decidedBy"));
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
                .put("premarket", premarket)
                .put("correction", correction)
                .put("rationale", rationale)
                .put("decidedBy", decidedBy)
                .build();
    }
}
