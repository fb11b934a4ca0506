package io.suture.server.identity;

import io.suture.server.problem.Fields;
import io.suture.trust.dsse.Envelope;
import io.suture.trust.dsse.WebAuthn;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What {@code navigator.credentials.get} returned, in base64url.
 *
 * @param credentialId which passkey
 * @param payload what the server gave
 * @param authenticatorData as the authenticator signed it
 * @param clientDataJson as the browser wrote it
 * @param signature DER
 */
record PasskeyAssertion(
        @Nullable String credentialId,
        @Nullable String payload,
        @Nullable String authenticatorData,
        @Nullable String clientDataJson,
        @Nullable String signature) {

    private static final int MAX = 16 << 10;
    private static final Pattern CREDENTIAL = Pattern.compile("[A-Za-z0-9_-]{1,1400}");

    String checkedCredential() {
        return Fields.matching("credentialId", credentialId, CREDENTIAL, "must be base64url");
    }

    /** Return the assertion in the form that trust verifies. */
    Envelope envelope() {
        WebAuthn data =
                new WebAuthn(bytes("authenticatorData", authenticatorData), bytes("clientDataJson", clientDataJson));
        return new Envelope(
                PasskeyChallenges.PAYLOAD_TYPE,
                bytes("payload", payload),
                List.of(new Envelope.Signature("", bytes("signature", signature), Optional.of(data))));
    }

    static byte[] bytes(String field, @Nullable String value) {
        String text = Fields.required(field, value);
        if (text.length() > MAX) {
            throw Fields.invalid(field, "is too long");
        }
        try {
            return Base64.getUrlDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw Fields.invalid(field, "must be base64url");
        }
    }
}
