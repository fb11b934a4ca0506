package io.suture.trust.gate;

import io.suture.trust.dsse.Envelope;
import io.suture.trust.dsse.Passkey;
import io.suture.trust.json.JsonObject;
import io.suture.trust.json.MalformedDocumentException;
import io.suture.trust.key.KeyAlgorithm;
import io.suture.trust.key.KeyFormatException;
import io.suture.trust.key.PublicKey;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A person's key with its time of validity. What a revoked key claims about the time cannot be believed: its evidence
 * counts only if the log had it before the revocation.
 *
 * @param publicKey the key
 * @param validFrom from when
 * @param validUntil until when, exclusive
 * @param revokedAt when it was revoked
 * @param revokedAtIndex the size of the log at the revocation; without it nothing that a revoked key signed counts
 * @param passkey what a WebAuthn credential needs more; empty for a key of one's own
 */
public record PersonKey(
        PublicKey publicKey,
        Instant validFrom,
        Optional<Instant> validUntil,
        Optional<Instant> revokedAt,
        Optional<Long> revokedAtIndex,
        Optional<Passkey> passkey) {

    /** Whether a key may sign at a time. */
    public enum State {
        USABLE,
        NOT_YET_VALID,
        EXPIRED,
        REVOKED
    }

    /** Refuses a passkey that is not ECDSA on P-256 and a place of revocation without a revocation. */
    public PersonKey {
        if (passkey.isPresent() && publicKey.algorithm() != KeyAlgorithm.ECDSA_P256) {
            throw new MalformedDocumentException("publicKey", "a passkey is an ECDSA key on P-256");
        }
        if (revokedAtIndex.isPresent() && (revokedAt.isEmpty() || revokedAtIndex.get() < 0)) {
            throw new MalformedDocumentException("revokedAtIndex", "is not the log's size at a revocation");
        }
    }

    /** A key of one's own. */
    public PersonKey(
            PublicKey publicKey, Instant validFrom, Optional<Instant> validUntil, Optional<Instant> revokedAt) {
        this(publicKey, validFrom, validUntil, revokedAt, Optional.empty(), Optional.empty());
    }

    /** Return how this key signs. */
    public SigningMethod method() {
        return passkey.isPresent() ? SigningMethod.PASSKEY : SigningMethod.KEY;
    }

    /** Return whether the key may sign at that time. */
    public State stateAt(Instant time) {
        return stateAt(time, Optional.empty());
    }

    /** Return whether the key might sign at that time something that the log has at that index. */
    public State stateAt(Instant time, Optional<Long> index) {
        if (revokedAt.isPresent() && !isBeforeRevocation(index)) {
            return State.REVOKED;
        }
        if (time.isBefore(validFrom)) {
            return State.NOT_YET_VALID;
        }
        return validUntil.filter(until -> !time.isBefore(until)).isPresent() ? State.EXPIRED : State.USABLE;
    }

    /** Return whether this key signed the envelope, in its own way: no passkey makes a plain signature, no key an assertion. */
    public boolean signed(Envelope envelope) {
        return passkey.map(credential -> envelope.verifiedByPasskey(publicKey, credential))
                .orElseGet(() -> !envelope.verifiedBy(List.of(publicKey)).isEmpty());
    }

    private boolean isBeforeRevocation(Optional<Long> index) {
        return revokedAtIndex
                .flatMap(revoked -> index.filter(place -> place < revoked))
                .isPresent();
    }

    static PersonKey of(JsonObject json) {
        return new PersonKey(
                publicKey(json),
                json.instant("validFrom"),
                json.findInstant("validUntil"),
                json.findInstant("revokedAt"),
                json.findInteger("revokedAtIndex"),
                passkey(json));
    }

    JsonObject toJson() {
        JsonObject.Builder json = JsonObject.builder();
        json.put("publicKey", publicKey.toPem()).put("validFrom", validFrom);
        validUntil.ifPresent(until -> json.put("validUntil", until));
        revokedAt.ifPresent(at -> json.put("revokedAt", at));
        revokedAtIndex.ifPresent(index -> json.put("revokedAtIndex", index));
        passkey.ifPresent(credential -> json.put("kind", SigningMethod.PASSKEY.json())
                .put("credentialId", credential.credentialId())
                .put("rpId", credential.rpId())
                .putStrings("origins", credential.origins()));
        return json.build();
    }

    private static Optional<Passkey> passkey(JsonObject json) {
        SigningMethod kind = json.findString("kind")
                .map(word -> SigningMethod.ofJson("kind", word))
                .orElse(SigningMethod.KEY);
        return kind == SigningMethod.PASSKEY ? Optional.of(Passkey.of(json)) : Optional.empty();
    }

    private static PublicKey publicKey(JsonObject json) {
        try {
            return PublicKey.fromPem(json.string("publicKey"));
        } catch (KeyFormatException e) {
            throw new MalformedDocumentException("publicKey", String.valueOf(e.getMessage()));
        }
    }
}
