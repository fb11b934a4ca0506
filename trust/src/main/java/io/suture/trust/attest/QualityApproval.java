package io.suture.trust.attest;

import io.suture.trust.digest.Digest;
import io.suture.trust.json.CanonicalJson;
import io.suture.trust.json.JsonArray;
import io.suture.trust.json.JsonObject;
import io.suture.trust.json.MalformedDocumentException;
import io.suture.trust.release.Documents;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * The electronic signature that releases a manifest (21 CFR 11.50, 11.70): bound to the manifest and to each piece of
 * evidence that the approver saw.
 *
 * @param role in which role
 * @param meaning what the signature means; only {@code approval} releases
 * @param reason why
 * @param authentication how the approver was authenticated
 * @param manifest what is approved
 * @param evidence payload digests of the envelopes seen
 */
public record QualityApproval(
        SignatureBlock signature,
        String role,
        Meaning meaning,
        String reason,
        Authentication authentication,
        Digest manifest,
        List<Digest> evidence)
        implements HumanPredicate {

    /** The predicate type. */
    public static final String TYPE = "urn:suture:predicate:quality-approval:v1";

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
        QualityApproval approval = new QualityApproval(
                SignatureBlock.of(json),
                Documents.text(json, "role"),
                Meaning.ofJson(json.string("meaning")),
                Documents.text(json, "reason"),
                json.read("authentication", Authentication::of),
                Documents.digest(json, "manifest"),
                Documents.digests(json, "evidence"));
        if (!approval.evidenceSet().equals(Documents.digest(json, "evidenceSet"))) {
            throw new MalformedDocumentException("evidenceSet", "is not the digest of the evidence listed");
        }
        return approval;
    }

    /** Return the digest of a set of evidence: SHA-256 of the canonical JSON array of the sorted digests. */
    public static Digest evidenceSet(Collection<Digest> evidence) {
        List<String> sorted =
                evidence.stream().map(Digest::toString).distinct().sorted().toList();
        return Digest.of(CanonicalJson.rfc8785(JsonArray.ofStrings(sorted)));
    }

    /** Return the digest of the evidence seen. */
    public Digest evidenceSet() {
        return evidenceSet(evidence);
    }

    /** Return what the signature on a claim means, if the claim is one of this kind. */
    public static Optional<Meaning> meaningOf(HumanPredicate claim) {
        return claim instanceof QualityApproval approval ? Optional.of(approval.meaning()) : Optional.empty();
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
                .put("meaning", meaning.json())
                .put("reason", reason)
                .put("authentication", authentication.toJson())
                .put("manifest", manifest.toString())
                .putStrings("evidence", evidence.stream().map(Digest::toString).toList())
                .put("evidenceSet", evidenceSet().toString())
                .build();
    }
}
