package io.suture.server.dossier;

import io.suture.trust.attest.Predicate;
import io.suture.trust.attest.Statement;
import io.suture.trust.attest.UnknownPredicate;
import io.suture.trust.digest.Digest;
import io.suture.trust.dsse.Envelope;
import io.suture.trust.json.JsonObject;
import io.suture.trust.json.JsonString;
import io.suture.trust.json.JsonValue;
import io.suture.trust.json.MalformedDocumentException;
import java.time.Instant;
import java.util.Optional;

/**
 * A signed statement as the dossier shows it, whether this version knows its type or not.
 *
 * @param digest the digest of what is signed, also its file name under {@code evidence/}
 * @param statement what is said
 * @param envelope as handed in
 * @param receivedAt when it was handed in
 * @param index its place in the log
 */
record Exhibit(Digest digest, Statement statement, Envelope envelope, Instant receivedAt, long index) {

    /** Largest predicate that is printed; of a larger one the signature is printed and the original is named. */
    static final int PRINTED_BYTES = 64 * 1024;

    static Exhibit of(EvidencePart.Piece piece) {
        Envelope envelope = Envelope.parse(piece.envelope());
        return new Exhibit(
                envelope.payloadDigest(),
                Statement.parse(envelope.payload()),
                envelope,
                piece.receivedAt(),
                piece.index());
    }

    String type() {
        return statement.predicateType();
    }

    boolean isOf(String type) {
        return type().equals(type);
    }

    /** Return the claim; one that this version cannot read is shown as an unknown one. */
    Predicate claim() {
        try {
            return Predicate.of(statement);
        } catch (MalformedDocumentException e) {
            return new UnknownPredicate(type(), statement.predicate());
        }
    }

    /** Return a member that may be missing or of another kind in what others define. */
    Optional<String> text(String key) {
        return statement
                .predicate()
                .find(key)
                .filter(JsonString.class::isInstance)
                .map(value -> ((JsonString) value).value());
    }

    String signer() {
        return text("signedBy").orElse("not stated");
    }

    /** Return the evidence with its claim in full. */
    JsonObject toJson() {
        return head().put("says", says()).build();
    }

    JsonObject.Builder head() {
        return JsonObject.builder()
                .put("evidence", digest.toString())
                .put("predicate", type())
                .put("signedBy", signer())
                .put("signedAt", text("signedAt").orElse("not stated"))
                .put("receivedAt", receivedAt)
                .put("logIndex", index);
    }

    private JsonValue says() {
        return envelope.payload().length > PRINTED_BYTES
                ? new JsonString("too large to print: see evidence/" + digest.hex() + ".json")
                : Printable.of(statement.predicate());
    }
}
