package io.suture.trust.dsse;

import io.suture.trust.digest.Digest;
import io.suture.trust.json.Json;
import io.suture.trust.json.JsonObject;
import io.suture.trust.key.KeyAlgorithm;
import io.suture.trust.key.PublicKey;
import io.suture.trust.key.Signer;
import io.suture.trust.key.SoftwareSigner;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** A security key and the browser before it. */
public final class TestAuthenticator {

    public static final Passkey PASSKEY =
            new Passkey("Y3JlZGVudGlhbA", "suture.example", List.of("https://suture.example"));

    static final byte UP = 1;
    static final byte UV = 4;

    private final Signer signer;

    private TestAuthenticator(Signer signer) {
        this.signer = signer;
    }

    public static TestAuthenticator generate() {
        return new TestAuthenticator(SoftwareSigner.generate(KeyAlgorithm.ECDSA_P256, new SecureRandom()));
    }

    public PublicKey publicKey() {
        return signer.publicKey();
    }

    /** The envelope as a browser and a security key sign it. */
    public Envelope sign(String payloadType, byte[] payload) {
        return sign(payloadType, payload, client -> client, authenticatorData("suture.example", UP | UV));
    }

    Envelope sign(
            String payloadType, byte[] payload, UnaryOperator<JsonObject.Builder> change, byte[] authenticatorData) {
        JsonObject.Builder client = JsonObject.builder()
                .put("type", "webauthn.get")
                .put("challenge", WebAuthn.challenge(payloadType, payload))
                .put("origin", "https://suture.example")
                .put("crossOrigin", false);
        byte[] clientData = Json.compact(change.apply(client).build());
        return envelope(payloadType, payload, new WebAuthn(authenticatorData, clientData));
    }

    Envelope envelope(String payloadType, byte[] payload, WebAuthn assertion) {
        byte[] data = assertion.authenticatorData();
        byte[] hash = Digest.of(assertion.clientDataJson()).bytes();
        byte[] signed = ByteBuffer.allocate(data.length + hash.length)
                .put(data)
                .put(hash)
                .array();
        return new Envelope(
                payloadType, payload, List.of(new Envelope.Signature("", signer.sign(signed), Optional.of(assertion))));
    }

    static byte[] authenticatorData(String rpId, int flags) {
        return ByteBuffer.allocate(37)
                .put(Digest.of(rpId.getBytes(StandardCharsets.UTF_8)).bytes())
                .put((byte) flags)
                .putInt(7)
                .array();
    }
}
