package io.suture.server.evidence;

import io.suture.trust.attest.HumanPredicate;
import io.suture.trust.attest.InstallationReceipt;
import io.suture.trust.attest.Predicate;
import io.suture.trust.attest.Statement;
import io.suture.trust.attest.UnknownPredicate;
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
 * @param author who claims to have signed; of a claim that no person signs, who hands it in
 */
record Attestation(Envelope envelope, Predicate claim, String author) {

    /** A statement of 1 MiB in base64, and its signatures. */
    static final JsonLimits LIMITS = new JsonLimits(1_500_000, 8);

    /** Read an envelope with a statement that a person makes or, of an unknown kind, hands in. */
    static Attestation parse(byte[] json, String actor) {
        Envelope envelope = Envelope.parse(Json.parseObject(json, LIMITS));
        if (!envelope.payloadType().equals(Statement.PAYLOAD_TYPE)) {
            throw new MalformedDocumentException("payloadType", Statement.PAYLOAD_TYPE + " is expected");
        }
        Statement statement = Statement.parse(envelope.payload());
        return switch (Predicate.of(statement)) {
            case HumanPredicate claim ->
                new Attestation(envelope, claim, claim.signature().signedBy());
            case UnknownPredicate claim -> new Attestation(envelope, claim, actor);
            case InstallationReceipt receipt ->
                throw new MalformedDocumentException("payload.predicateType", "is one that devices sign");
        };
    }

    /** Return the digest of the statement: the same statement handed in again is the same evidence. */
    Digest digest() {
        return envelope.payloadDigest();
    }
}
