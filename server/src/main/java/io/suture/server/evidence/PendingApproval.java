package io.suture.server.evidence;

import io.suture.server.evidence.ApprovalRequest.Method;
import io.suture.trust.attest.QualityApproval;
import io.suture.trust.attest.Statement;
import io.suture.trust.digest.Digest;
import io.suture.trust.dsse.WebAuthn;
import io.suture.trust.json.CanonicalJson;
import io.suture.trust.json.JsonObject;
import io.suture.trust.release.ReleaseId;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a person was shown and may sign once: frozen, short-lived.
 *
 * @param id its id
 * @param manufacturer whose release
 * @param release which release
 * @param person who may sign
 * @param manifest what is signed
 * @param evidence payload digests of all evidence there was, in order of arrival
 * @param request meaning, role, reason, method
 * @param statement the exact bytes that a passkey signs; empty for a key
 * @param state whether it can be signed
 * @param signature payload digest of the statement that was signed
 * @param createdAt when it was shown
 * @param expiresAt from when on it cannot be signed
 */
public record PendingApproval(
        UUID id,
        String manufacturer,
        ReleaseId release,
        String person,
        Digest manifest,
        List<Digest> evidence,
        ApprovalRequest request,
        Optional<Frozen> statement,
        State state,
        Optional<Digest> signature,
        Instant createdAt,
        Instant expiresAt) {

    /** How long a person may read before signing with a key, which asks for a step-up besides. */
    static final Duration LIFE = Duration.ofMinutes(10);

    /** A passkey's assertion is the step-up itself, hence no older than one. */
    static final Duration PASSKEY_LIFE = Duration.ofMinutes(2);

    /** After so many failed attempts the person starts anew. */
    static final int MAX_FAILURES = 5;

    /** Copies the digests. */
    public PendingApproval {
        evidence = List.copyOf(evidence);
    }

    /** Whether it can be signed. */
    public enum State {
        PENDING,
        SIGNED,
        VOID;

        /** Return the name in the database and in answers. */
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The bytes of a statement, for ever the same. */
    public static final class Frozen {

        private final byte[] bytes;

        Frozen(byte[] bytes) {
            this.bytes = bytes.clone();
        }

        /** Return a copy of the bytes. */
        public byte[] bytes() {
            return bytes.clone();
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Frozen frozen && Arrays.equals(bytes, frozen.bytes);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(bytes);
        }
    }

    static Instant expiry(Method method, Instant from) {
        return from.plus(method == Method.PASSKEY ? PASSKEY_LIFE : LIFE);
    }

    /** Return the digest of the evidence as a set. */
    public Digest evidenceSet() {
        return QualityApproval.evidenceSet(evidence);
    }

    /** Return what a passkey's authenticator is asked to sign; this approval must be one for a passkey. */
    public Challenge challenge() {
        byte[] bytes = statement.orElseThrow().bytes();
        return new Challenge(
                Statement.PAYLOAD_TYPE,
                Base64.getEncoder().encodeToString(bytes),
                WebAuthn.challenge(Statement.PAYLOAD_TYPE, bytes));
    }

    /**
     * What a browser needs.
     *
     * @param payloadType of the DSSE envelope
     * @param payload of the DSSE envelope, base64
     * @param value the challenge, base64url
     */
    public record Challenge(String payloadType, String payload, String value) {}

    /** Return what a step-up for this signature is bound to. */
    Digest binding() {
        return Digest.of(CanonicalJson.rfc8785(JsonObject.builder()
                .put("approval", id.toString())
                .put("evidenceSet", evidenceSet().toString())
                .put("manifest", manifest.toString())
                .put("meaning", request.meaning().json())
                .build()));
    }
}
