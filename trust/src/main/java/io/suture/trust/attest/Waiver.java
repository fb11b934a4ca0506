package io.suture.trust.attest;

import io.suture.trust.json.JsonObject;
import io.suture.trust.json.MalformedDocumentException;
import io.suture.trust.release.Documents;
import java.time.Instant;

/**
 * An exception from one rule of the gate, for one release and a limited time. It counts only if the policy lets this rule
 * be excepted, and stays visible in every verdict.
 *
 * @param rule the rule that is excepted
 * @param reason why
 * @param validUntil when the exception ends
 */
public record Waiver(SignatureBlock signature, String rule, String reason, Instant validUntil)
        implements HumanPredicate {

    /** The predicate type. */
    public static final String TYPE = "urn:suture:predicate:exception:v1";

    /** Refuses an exception that ends before it begins. */
    public Waiver {
        if (!signature.signedAt().isBefore(validUntil)) {
            throw new MalformedDocumentException("validUntil", "is not after signedAt");
        }
    }

    static Waiver of(JsonObject json) {
        return new Waiver(
                SignatureBlock.of(json),
                Documents.text(json, "rule"),
                Documents.text(json, "reason"),
                json.instant("validUntil"));
    }

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public JsonObject toJson() {
        return signature
                .begin()
                .put("rule", rule)
                .put("reason", reason)
                .put("validUntil", validUntil)
                .build();
    }
}
