package io.suture.server.testing;

import io.suture.trust.digest.Digest;
import io.suture.trust.json.Json;
import io.suture.trust.json.JsonObject;
import io.suture.trust.key.PublicKey;
import io.suture.trust.key.SoftwareSigner;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.UUID;
import java.util.function.UnaryOperator;

/** A security key in software, and the browser before it (WebAuthn Level 3 sections 5.8.1 and 6.1). */
public final class SecurityKey {

    public static final int PRESENT = 1;
    public static final int VERIFIED = 4;

    private final SoftwareSigner signer = TestPki.key();
    private final String credential = encode(UUID.randomUUID().toString().getBytes(StandardCharsets.US_ASCII));
    private final URI origin;

    public SecurityKey(URI origin) {
        this.origin = origin;
    }

    /**
     * What browser and key say of a gesture.
     *
     * @param client what the browser saw
     * @param rpId for which relying party
     * @param flags of the authenticator
     * @param counter of the authenticator
     */
    public record Gesture(JsonObject client, String rpId, int flags, int counter) {

        /** Return the gesture with another member of what the browser saw. */
        public Gesture saying(UnaryOperator<JsonObject.Builder> change) {
            return new Gesture(change.apply(client.toBuilder()).build(), rpId, flags, counter);
        }

        public Gesture at(String otherRpId) {
            return new Gesture(client, otherRpId, flags, counter);
        }

        public Gesture with(int otherFlags) {
            return new Gesture(client, rpId, otherFlags, counter);
        }

        public Gesture counting(int other) {
            return new Gesture(client, rpId, flags, other);
        }

        private byte[] authenticatorData() {
            return ByteBuffer.allocate(37)
                    .put(Digest.of(rpId.getBytes(StandardCharsets.UTF_8)).bytes())
                    .put((byte) flags)
                    .putInt(counter)
                    .array();
        }
    }

    public PublicKey publicKey() {
        return signer.publicKey();
    }

    public String credential() {
        return credential;
    }

    /** Return the key as {@code getPublicKey()} gives it. */
    public String spki() {
        return encode(publicKey().spki());
    }

    /** Return what the browser posts after a gesture for this challenge. */
    public JsonObject answer(JsonObject challenge, UnaryOperator<Gesture> change) {
        JsonObject client = JsonObject.builder()
                .put("type", "webauthn.get")
                .put("challenge", challenge.string("challenge"))
                .put("origin", origin.getScheme() + "://" + origin.getAuthority())
                .put("crossOrigin", false)
                .build();
        return answer(challenge, change.apply(new Gesture(client, origin.getHost(), PRESENT | VERIFIED, 0)));
    }

    private JsonObject answer(JsonObject challenge, Gesture gesture) {
        byte[] data = gesture.authenticatorData();
        byte[] client = Json.compact(gesture.client());
        byte[] hash = Digest.of(client).bytes();
        byte[] signed = ByteBuffer.allocate(data.length + hash.length)
                .put(data)
                .put(hash)
                .array();
        return JsonObject.builder()
                .put("credentialId", credential)
                .put("payload", challenge.string("payload"))
                .put("authenticatorData", encode(data))
                .put("clientDataJson", encode(client))
                .put("signature", encode(signer.sign(signed)))
                .build();
    }

    private static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
