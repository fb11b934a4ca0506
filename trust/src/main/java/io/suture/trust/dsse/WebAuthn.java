package io.suture.trust.dsse;

import io.suture.trust.digest.Digest;
import io.suture.trust.json.Json;
import io.suture.trust.json.JsonBoolean;
import io.suture.trust.json.JsonLimits;
import io.suture.trust.json.JsonObject;
import io.suture.trust.json.MalformedDocumentException;
import io.suture.trust.key.KeyAlgorithm;
import io.suture.trust.key.PublicKey;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * What an authenticator adds to a signature (W3C WebAuthn level 3, sections 5.8.1, 6.1 and 7.2): it signs its own data
 * and the hash of the browser's, which names the challenge. The challenge is the SHA-256 of the DSSE pre-authentication
 * encoding, so that the assertion is a signature of the statement. Verified without network or state.
 *
 * @param authenticatorData relying party, flags, counter
 * @param clientDataJson what the browser saw, verbatim
 */
@SuppressWarnings("ArrayRecordComponent") // copied in and out
public record WebAuthn(byte[] authenticatorData, byte[] clientDataJson) {

    /** Size and depth of the browser's data. */
    public static final JsonLimits CLIENT_DATA = new JsonLimits(8 * 1024, 4);

    /** Most bytes of authenticator data: extensions are allowed and ignored. */
    public static final int AUTHENTICATOR_DATA = 4 * 1024;

    private static final int RP_ID_HASH = 32;
    private static final int WITHOUT_EXTENSIONS = RP_ID_HASH + 1 + 4;
    private static final int USER_PRESENT = 0x01;
    private static final int USER_VERIFIED = 0x04;

    /** Takes copies and checks the lengths. */
    public WebAuthn {
        authenticatorData = authenticatorData.clone();
        clientDataJson = clientDataJson.clone();
        if (authenticatorData.length > AUTHENTICATOR_DATA || clientDataJson.length > CLIENT_DATA.maxBytes()) {
            throw new MalformedDocumentException("webauthn", "is too large");
        }
    }

    /** Return the challenge that makes an assertion a signature of this payload: base64url without padding. */
    public static String challenge(String payloadType, byte[] payload) {
        return challenge(Envelope.preAuthEncoding(payloadType, payload));
    }

    private static String challenge(byte[] message) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(Digest.of(message).bytes());
    }

    static WebAuthn parse(JsonObject json) {
        return new WebAuthn(decode(json, "authenticatorData"), decode(json, "clientDataJSON"));
    }

    JsonObject toJson() {
        Base64.Encoder base64 = Base64.getUrlEncoder().withoutPadding();
        return JsonObject.builder()
                .put("authenticatorData", base64.encodeToString(authenticatorData))
                .put("clientDataJSON", base64.encodeToString(clientDataJson))
                .build();
    }

    /** Return whether this passkey's user, present and verified, signed the message; WebAuthn 7.2, steps 11 to 21. */
    boolean verifies(byte[] message, byte[] signature, PublicKey key, Passkey passkey) {
        return key.algorithm() == KeyAlgorithm.ECDSA_P256
                && asksFor(message, passkey)
                && comesFrom(passkey.rpId())
                && key.verify(signed(), signature);
    }

    private boolean asksFor(byte[] message, Passkey passkey) {
        try {
            JsonObject client = Json.parseObject(clientDataJson, CLIENT_DATA);
            return client.string("type").equals("webauthn.get")
                    && client.string("challenge").equals(challenge(message))
                    && passkey.origins().contains(client.string("origin"))
                    && client.find("crossOrigin")
                            .map(new JsonBoolean(false)::equals)
                            .orElse(true)
                    && !client.has("topOrigin");
        } catch (MalformedDocumentException e) {
            return false;
        }
    }

    private boolean comesFrom(String rpId) {
        if (authenticatorData.length < WITHOUT_EXTENSIONS) {
            return false;
        }
        byte[] expected = Digest.of(rpId.getBytes(StandardCharsets.UTF_8)).bytes();
        int flags = authenticatorData[RP_ID_HASH];
        return Arrays.equals(expected, Arrays.copyOf(authenticatorData, RP_ID_HASH))
                && (flags & USER_PRESENT) != 0
                && (flags & USER_VERIFIED) != 0;
    }

    private byte[] signed() {
        byte[] hash = Digest.of(clientDataJson).bytes();
        byte[] bytes = Arrays.copyOf(authenticatorData, authenticatorData.length + hash.length);
        System.arraycopy(hash, 0, bytes, authenticatorData.length, hash.length);
        return bytes;
    }

    private static byte[] decode(JsonObject json, String key) {
        String text = json.string(key);
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(text);
            if (Base64.getUrlEncoder().withoutPadding().encodeToString(bytes).equals(text)) {
                return bytes;
            }
        } catch (IllegalArgumentException e) {
            throw notBase64(key);
        }
        throw notBase64(key);
    }

    private static MalformedDocumentException notBase64(String key) {
        return new MalformedDocumentException(key, "base64url without padding is expected");
    }

    /** Return the authenticator's data, a copy. */
    @Override
    public byte[] authenticatorData() {
        return authenticatorData.clone();
    }

    /** Return the browser's data, a copy. */
    @Override
    public byte[] clientDataJson() {
        return clientDataJson.clone();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof WebAuthn that
                && Arrays.equals(authenticatorData, that.authenticatorData)
                && Arrays.equals(clientDataJson, that.clientDataJson);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(authenticatorData) + Arrays.hashCode(clientDataJson);
    }
}
