package io.suture.trust.dsse;

import io.suture.trust.digest.Digest;
import io.suture.trust.json.Json;
import io.suture.trust.json.JsonObject;
import io.suture.trust.json.MalformedDocumentException;
import io.suture.trust.key.KeyId;
import io.suture.trust.key.PublicKey;
import io.suture.trust.key.Signer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A DSSE envelope (dsse protocol.md v1.0.2). Signatures cover the decoded payload bytes, and the same bytes are what
 * {@link #payload()} hands on.
 *
 * @param payloadType media type of the payload
 * @param payload the signed bytes
 * @param signatures one or more signatures
 */
@SuppressWarnings("ArrayRecordComponent") // copied in and out
public record Envelope(String payloadType, byte[] payload, List<Signature> signatures) {

    /** Most signatures one envelope may hold. */
    public static final int MAX_SIGNATURES = 64;

    /** Refuse an envelope that nobody signed or too many did. */
    public Envelope {
        payload = payload.clone();
        signatures = List.copyOf(signatures);
        if (signatures.isEmpty() || signatures.size() > MAX_SIGNATURES) {
            throw new MalformedDocumentException("signatures", "1 to " + MAX_SIGNATURES + " signatures are expected");
        }
    }

    /** Return the envelope of a JSON document. */
    public static Envelope parse(byte[] json) {
        return parse(Json.parseObject(json));
    }

    /** Return the envelope of a JSON object; unknown members are ignored. */
    public static Envelope parse(JsonObject json) {
        return new Envelope(
                json.string("payloadType"), decode(json, "payload"), json.readEach("signatures", Signature::parse));
    }

    /** Return an envelope signed by each signer. */
    public static Envelope sign(String payloadType, byte[] payload, Signer... signers) {
        byte[] message = preAuthEncoding(payloadType, payload);
        List<Signature> signatures = Arrays.stream(signers)
                .map(signer -> new Signature(signer.publicKey().keyId().value(), signer.sign(message)))
                .toList();
        return new Envelope(payloadType, payload, signatures);
    }

    /** Return the bytes that are signed: {@code "DSSEv1" SP LEN(type) SP type SP LEN(body) SP body}, lengths in bytes. */
    public static byte[] preAuthEncoding(String payloadType, byte[] payload) {
        byte[] type = payloadType.getBytes(StandardCharsets.UTF_8);
        byte[] head = ("DSSEv1 " + type.length + " ").getBytes(StandardCharsets.UTF_8);
        byte[] middle = (" " + payload.length + " ").getBytes(StandardCharsets.UTF_8);
        byte[] encoding = Arrays.copyOf(head, head.length + type.length + middle.length + payload.length);
        System.arraycopy(type, 0, encoding, head.length, type.length);
        System.arraycopy(middle, 0, encoding, head.length + type.length, middle.length);
        System.arraycopy(payload, 0, encoding, encoding.length - payload.length, payload.length);
        return encoding;
    }

    /**
     * Return which of the keys made a valid plain signature; a key counts once, the key id in the envelope is only a hint.
     * An assertion of a passkey is no plain signature.
     */
    public Set<KeyId> verifiedBy(Collection<PublicKey> keys) {
        byte[] message = preAuthEncoding(payloadType, payload);
        Set<KeyId> verified = new LinkedHashSet<>();
        Set<PublicKey> seen = new LinkedHashSet<>();
        for (PublicKey key : keys) {
            if (seen.add(key) && signatures.stream().anyMatch(s -> s.isPlain() && key.verify(message, s.sig()))) {
                verified.add(key.keyId());
            }
        }
        return verified;
    }

    /** Return whether the passkey made a valid assertion; a plain signature is none. */
    public boolean verifiedByPasskey(PublicKey key, Passkey passkey) {
        byte[] message = preAuthEncoding(payloadType, payload);
        return signatures.stream()
                .anyMatch(s -> s.webauthn()
                        .filter(assertion -> assertion.verifies(message, s.sig(), key, passkey))
                        .isPresent());
    }

    /** Return the digest of the payload. */
    public Digest payloadDigest() {
        return Digest.of(payload);
    }

    /** Return the signed bytes, a copy. */
    @Override
    public byte[] payload() {
        return payload.clone();
    }

    /** Return the JSON form, one line. */
    public byte[] toJson() {
        return Json.compact(toJsonObject());
    }

    /** Return the JSON form. */
    public JsonObject toJsonObject() {
        return JsonObject.builder()
                .put("payload", Base64.getEncoder().encodeToString(payload))
                .put("payloadType", payloadType)
                .putAll("signatures", signatures.stream().map(Signature::toJson).toList())
                .build();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Envelope envelope
                && payloadType.equals(envelope.payloadType)
                && Arrays.equals(payload, envelope.payload)
                && signatures.equals(envelope.signatures);
    }

    @Override
    public int hashCode() {
        return Objects.hash(payloadType, Arrays.hashCode(payload), signatures);
    }

    @Override
    public String toString() {
        return "envelope of " + payloadType + " " + payloadDigest() + ", " + signatures.size() + " signatures";
    }

    /** DSSE: readers must take both base64 alphabets. */
    private static byte[] decode(JsonObject json, String key) {
        String text = json.string(key).replace('-', '+').replace('_', '/');
        try {
            return Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw new MalformedDocumentException(key, "base64 is expected");
        }
    }

    /**
     * One signature.
     *
     * @param keyid hint which key made it, may be empty
     * @param sig the signature bytes
     * @param webauthn what a passkey's authenticator adds; a member of our own that other DSSE readers ignore
     */
    @SuppressWarnings("ArrayRecordComponent") // copied in and out
    public record Signature(String keyid, byte[] sig, Optional<WebAuthn> webauthn) {

        /** Take a copy of the bytes. */
        public Signature {
            sig = sig.clone();
        }

        /** A signature by a key. */
        public Signature(String keyid, byte[] sig) {
            this(keyid, sig, Optional.empty());
        }

        static Signature parse(JsonObject json) {
            Optional<WebAuthn> webauthn =
                    json.has("webauthn") ? Optional.of(json.read("webauthn", WebAuthn::parse)) : Optional.empty();
            return new Signature(json.findString("keyid").orElse(""), decode(json, "sig"), webauthn);
        }

        boolean isPlain() {
            return webauthn.isEmpty();
        }

        JsonObject toJson() {
            JsonObject.Builder json = JsonObject.builder();
            json.put("keyid", keyid).put("sig", Base64.getEncoder().encodeToString(sig));
            webauthn.ifPresent(assertion -> json.put("webauthn", assertion.toJson()));
            return json.build();
        }

        /** Return the signature bytes, a copy. */
        @Override
        public byte[] sig() {
            return sig.clone();
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Signature signature
                    && keyid.equals(signature.keyid)
                    && Arrays.equals(sig, signature.sig)
                    && webauthn.equals(signature.webauthn);
        }

        @Override
        public int hashCode() {
            return Objects.hash(keyid, Arrays.hashCode(sig), webauthn);
        }
    }
}
