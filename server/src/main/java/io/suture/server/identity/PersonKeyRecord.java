package io.suture.server.identity;

import io.suture.trust.digest.Digest;
import io.suture.trust.dsse.Envelope;
import io.suture.trust.dsse.Passkey;
import io.suture.trust.gate.PersonKey;
import io.suture.trust.key.PublicKey;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A key with which a person signs, as registered.
 *
 * @param person whose it is
 * @param publicKey the key
 * @param passkey what a passkey has besides; empty for a key of the command line
 * @param validFrom from when
 * @param validUntil until when, exclusive
 * @param state whether it counts
 * @param registeredBy who handed it in
 * @param registeredAt when
 * @param approvedBy the second person; empty for the key that came with the registration of the person
 * @param revocation when and why it was revoked
 */
public record PersonKeyRecord(
        String person,
        PublicKey publicKey,
        Optional<Passkey> passkey,
        Instant validFrom,
        Optional<Instant> validUntil,
        State state,
        String registeredBy,
        Instant registeredAt,
        Optional<String> approvedBy,
        Optional<Revocation> revocation) {

    /** The life of a key; nothing leaves {@code REVOKED}. */
    public enum State {
        PENDING,
        ACTIVE,
        REVOKED;

        /** Return the name in answers. */
        public String code() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /**
     * The end of a key.
     *
     * @param at when, by the server's clock
     * @param event the event in the audit log, whose index bounds what the key signed
     * @param reason why
     */
    public record Revocation(Instant at, UUID event, String reason) {}

    /** Return the key that comes with the registration of its owner. */
    static PersonKeyRecord first(Person owner, String by, Instant now) {
        return new PersonKeyRecord(
                owner.actor().id(),
                owner.publicKey(),
                Optional.empty(),
                now,
                Optional.empty(),
                State.ACTIVE,
                by,
                now,
                Optional.empty(),
                Optional.empty());
    }

    /** Return a further key, which waits for a second person. */
    static PersonKeyRecord pending(
            Person owner, PublicKey key, Optional<Passkey> passkey, Validity validity, String by, Instant now) {
        return new PersonKeyRecord(
                owner.actor().id(),
                key,
                passkey,
                validity.from(),
                validity.until(),
                State.PENDING,
                by,
                now,
                Optional.empty(),
                Optional.empty());
    }

    /**
     * When a key counts.
     *
     * @param from from when
     * @param until until when, exclusive
     */
    record Validity(Instant from, Optional<Instant> until) {}

    /** Return what identifies the key: the SHA-256 of its SPKI. */
    public Digest fingerprint() {
        return publicKey.fingerprint();
    }

    /** Return {@code key} or {@code passkey}. */
    public String kind() {
        return passkey.isPresent() ? "passkey" : "key";
    }

    /** Return the entry of {@code people.json}; a revocation has the place of its event in the log. */
    PersonKey listed(Optional<Long> revokedAtIndex) {
        return new PersonKey(publicKey, validFrom, validUntil, revocation.map(Revocation::at), revokedAtIndex, passkey);
    }

    /** Return the key as it stands when its owner was deactivated: that ends what was not revoked before. */
    PersonKeyRecord endedWith(Revocation deactivation) {
        return new PersonKeyRecord(
                person,
                publicKey,
                passkey,
                validFrom,
                validUntil,
                State.REVOKED,
                registeredBy,
                registeredAt,
                approvedBy,
                Optional.of(revocation.orElse(deactivation)));
    }

    /** Return whether the key ever counted: one that waited for a second person when it was revoked never did. */
    boolean everCounted(Person owner) {
        return state != State.PENDING && (approvedBy.isPresent() || publicKey.equals(owner.publicKey()));
    }

    /** Return whether this key signed the envelope; devices ask the same code. */
    public boolean signed(Envelope envelope) {
        return listed(Optional.empty()).signed(envelope);
    }

    /** Return whether it may sign at that time. */
    public boolean isUsableAt(Instant time) {
        return state == State.ACTIVE
                && !time.isBefore(validFrom)
                && validUntil.filter(until -> !time.isBefore(until)).isEmpty();
    }
}
