package io.suture.trust.attest;

import io.suture.trust.digest.Digest;
import io.suture.trust.json.JsonObject;
import io.suture.trust.release.Documents;
import java.time.Instant;
import java.util.List;

/**
 * The electronic signature that releases a manifest (21 CFR 11.50, 11.70): bound to the manifest and to each piece of
 * evidence that the approver saw.
 *
 * @param role in which role
 * @param reason why
 * @param authentication how the approver was authenticated
 * @param manifest what is approved
 * @param evidence payload digests of the envelopes seen
 */
public record QualityApproval(
        SignatureBlock signature,
        String role,
        String reason,
        Authentication authentication,
        Digest manifest,
        List<Digest> evidence)
        implements HumanPredicate {

    /** The predicate type. */
    public static final String TYPE = "urn:suture:predicate:quality-approval:v1";

    private static final String MEANING = "approval";

    /**
     * How and when the approver was authenticated.
     *
     * @param method for example {@code signature-key}
     * @param time when
     */
    public record Authentication(String method, Instant time) {

        static Authentication of(JsonObject json) {
            return new Authentication(Documents.text(json, "method"), json.instant("time"));
        }

        JsonObject toJson() {
            return JsonObject.builder().put("method", method).put("time", time).build();
        }
    }

    /** Copies the digests. */
    public QualityApproval {
        evidence = Words.distinct("evidence", evidence);
    }

    static QualityApproval of(JsonObject json) {
        Words.require(json, "meaning", MEANING);
        return new QualityApproval(
                SignatureBlock.of(json),
                Documents.text(json, "role"),
                Documents.text(json, "reason"),
                json.read("authentication", Authentication::of),
                Documents.digest(json, "manifest"),
                Documents.digests(json, "evidence"));
    }

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public JsonObject toJson() {
        return signature
                .begin()
                .put("role", role)
                .put("meaning", MEANING)
                .put("reason", reason)
                .put("authentication", authentication.toJson())
                .put("manifest", manifest.toString())
                .putStrings("evidence", evidence.stream().map(Digest::toString).toList())
                .build();
    }
}
