package io.suture.server.evidence;

import io.suture.trust.attest.HumanPredicate;
import io.suture.trust.attest.Predicate;
import io.suture.trust.attest.Statement;
import io.suture.trust.digest.Digest;
import io.suture.trust.dsse.Envelope;
import io.suture.trust.json.Json;
import io.suture.trust.json.JsonLimits;
import io.suture.trust.json.MalformedDocumentException;

/**
 * An envelope that a person handed in.
 *
 * @param envelope as parsed
 * @param claim what it says
 */
record Attestation(Envelope envelope, HumanPredicate claim) {

    /** A statement of 1 MiB in base64, and its signatures. */
    static final JsonLimits LIMITS = new JsonLimits(1_500_000, 8);

    /** Read an envelope with a statement that a person can make. */
    static Attestation parse(byte[] json) {
        Envelope envelope = Envelope.parse(Json.parseObject(json, LIMITS));
        if (!envelope.payloadType().equals(Statement.PAYLOAD_TYPE)) {
            throw new MalformedDocumentException("payloadType", Statement.PAYLOAD_TYPE + " is expected");
        }
        Statement statement = Statement.parse(envelope.payload());
        if (Predicate.of(statement) instanceof HumanPredicate claim) {
            return new Attestation(envelope, claim);
        }
        throw new MalformedDocumentException("payload.predicateType", "is not one that people sign");
    }

    /** Return the person who claims to have signed. */
    String author() {
        return claim.signature().signedBy();
    }

    /** Return the digest of the statement: the same statement handed in again is the same evidence. */
    Digest digest() {
        return envelope.payloadDigest();
    }
}
