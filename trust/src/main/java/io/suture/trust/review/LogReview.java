package io.suture.trust.review;

import io.suture.trust.attest.Meaning;
import io.suture.trust.digest.Digest;
import io.suture.trust.dsse.Envelope;
import io.suture.trust.json.CanonicalJson;
import io.suture.trust.json.Json;
import io.suture.trust.json.JsonArray;
import io.suture.trust.json.JsonObject;
import io.suture.trust.json.MalformedDocumentException;
import io.suture.trust.key.Signer;
import io.suture.trust.release.Documents;
import java.time.Instant;
import java.util.List;

/**
 * What a reviewer signs (21 CFR 11.50: printed name, time, meaning; 11.70: bound to what was reviewed), schema {@code
 * urn:suture:log-review:v1}.
 *
 * @param review the session's id
 * @param scope digest of the {@link ReviewScope}
 * @param comments {@link #commentsDigest digest} of the comments, in order
 * @param outcome how it ended
 * @param signedBy who signed
 * @param printedName the name as printed
 * @param signedAt when
 * @param method how the person proved anew who they are
 */
public record LogReview(
        String review,
        Digest scope,
        Digest comments,
        ReviewOutcome outcome,
        String signedBy,
        String printedName,
        Instant signedAt,
        String method) {

    /** DSSE payload type. */
    public static final String PAYLOAD_TYPE = "application/vnd.suture.log-review+json";

    /** The schema's name. */
    public static final String SCHEMA = "urn:suture:log-review:v1";

    /** Return the digest of comments: SHA-256 of their canonical JSON array. */
    public static Digest commentsDigest(List<String> comments) {
        return Digest.of(CanonicalJson.rfc8785(JsonArray.ofStrings(comments)));
    }

    /** Return what the fresh proof of identity for this signature is bound to. */
    public static Digest binding(String review, Digest scope, Digest comments, ReviewOutcome outcome) {
        return Digest.of(CanonicalJson.rfc8785(JsonObject.builder()
                .put("review", review)
                .put("scope", scope.toString())
                .put("comments", comments.toString())
                .put("outcome", outcome.json())
                .put("meaning", Meaning.REVIEW.json())
                .build()));
    }

    /** Return what the fresh proof of identity for this signature is bound to. */
    public Digest binding() {
        return binding(review, scope, comments, outcome);
    }

    /** Return what an envelope claims; nothing about it is verified. */
    public static LogReview claimedBy(Envelope envelope) {
        if (!envelope.payloadType().equals(PAYLOAD_TYPE)) {
            throw new MalformedDocumentException("payloadType", PAYLOAD_TYPE + " is expected");
        }
        JsonObject json = Json.parseObject(envelope.payload());
        Documents.requireSchema(json, SCHEMA);
        if (!json.string("meaning").equals(Meaning.REVIEW.json())) {
            throw new MalformedDocumentException("meaning", Meaning.REVIEW.json() + " is expected");
        }
        return new LogReview(
                Documents.text(json, "review"),
                Documents.digest(json, "scope"),
                Documents.digest(json, "comments"),
                ReviewOutcome.ofJson(json.string("outcome")),
                Documents.text(json, "signedBy"),
                Documents.text(json, "printedName"),
                json.instant("signedAt"),
                Documents.text(json, "method"));
    }

    /** Return the review in an envelope. */
    public Envelope sign(Signer signer) {
        return Envelope.sign(PAYLOAD_TYPE, toJson(), signer);
    }

    private byte[] toJson() {
        return CanonicalJson.rfc8785(JsonObject.builder()
                .put("schema", SCHEMA)
                .put("review", review)
                .put("scope", scope.toString())
                .put("comments", comments.toString())
                .put("outcome", outcome.json())
                .put("meaning", Meaning.REVIEW.json())
                .put("signedBy", signedBy)
                .put("printedName", printedName)
                .put("signedAt", signedAt)
                .put("method", method)
                .build());
    }
}
