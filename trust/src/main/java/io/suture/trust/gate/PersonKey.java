package io.suture.trust.gate;

import io.suture.trust.json.JsonObject;
import io.suture.trust.json.MalformedDocumentException;
import io.suture.trust.key.KeyFormatException;
import io.suture.trust.key.PublicKey;
import java.time.Instant;
import java.util.Optional;

/**
 * A person's key with its time of validity. A revoked key never counts, whenever it signed: what it claims about the
 * time cannot be believed.
 *
 * @param publicKey the key
 * @param validFrom from when
 * @param validUntil until when, exclusive
 * @param revokedAt when it was revoked
 */
public record PersonKey(
        PublicKey publicKey, Instant validFrom, Optional<Instant> validUntil, Optional<Instant> revokedAt) {

    /** Whether a key may sign at a time. */
    public enum State {
        USABLE,
        NOT_YET_VALID,
        EXPIRED,
        REVOKED
    }

    /** Return whether the key may sign at that time. */
    public State stateAt(Instant time) {
        if (revokedAt.isPresent()) {
            return State.REVOKED;
        }
        if (time.isBefore(validFrom)) {
            return State.NOT_YET_VALID;
        }
        return validUntil.filter(until -> !time.isBefore(until)).isPresent() ? State.EXPIRED : State.USABLE;
    }

    static PersonKey of(JsonObject json) {
        return new PersonKey(
                publicKey(json),
                json.instant("validFrom"),
                json.findInstant("validUntil"),
                json.findInstant("revokedAt"));
    }

    JsonObject toJson() {
        JsonObject.Builder json = JsonObject.builder();
        json.put("publicKey", publicKey.toPem()).put("validFrom", validFrom);
        validUntil.ifPresent(until -> json.put("validUntil", until));
        revokedAt.ifPresent(at -> json.put("revokedAt", at));
        return json.build();
    }

    private static PublicKey publicKey(JsonObject json) {
        try {
            return PublicKey.fromPem(json.string("publicKey"));
        } catch (KeyFormatException e) {
            throw new MalformedDocumentException("publicKey", String.valueOf(e.getMessage()));
        }
    }
}
