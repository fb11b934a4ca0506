package io.suture.trust.attest;

import io.suture.trust.json.JsonObject;
import io.suture.trust.release.Documents;
import java.util.Optional;

/**
 * The decision whether the change needs a premarket submission or a correction report (21 CFR 806).
 *
 * @param id the decision's id
 * @param premarket what was decided about a submission
 * @param correction what was decided about a correction or removal, in words
 * @param correctionRequired whether the change must be made as a correction (21 CFR 806.10); empty if not said
 * @param rationale why
 * @param decidedBy who decided, a person id
 */
public record RegulatoryDecision(
        SignatureBlock signature,
        String id,
        String premarket,
        String correction,
        Optional<Boolean> correctionRequired,
        String rationale,
        String decidedBy)
        implements HumanPredicate {

    /** The predicate type. */
    public static final String TYPE = "urn:suture:predicate:regulatory-decision:v1";

    /** A decision that does not say in a word whether it is a correction. */
    public RegulatoryDecision(
            SignatureBlock signature,
            String id,
            String premarket,
            String correction,
            String rationale,
            String decidedBy) {
        this(signature, id, premarket, correction, Optional.empty(), rationale, decidedBy);
    }

    static RegulatoryDecision of(JsonObject json) {
        return new RegulatoryDecision(
                SignatureBlock.of(json),
                Documents.text(json, "id"),
                Documents.text(json, "premarket"),
                Documents.text(json, "correction"),
                json.has("correctionRequired") ? Optional.of(json.bool("correctionRequired")) : Optional.empty(),
                Documents.text(json, "rationale"),
                Documents.text(json, "decidedBy"));
    }

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public JsonObject toJson() {
        JsonObject.Builder json = signature.begin();
        json.put("id", id).put("premarket", premarket).put("correction", correction);
        correctionRequired.ifPresent(required -> json.put("correctionRequired", required));
        return json.put("rationale", rationale).put("decidedBy", decidedBy).build();
    }
}
