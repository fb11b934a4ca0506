package io.suture.server.testing;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.crypto.impl.ECDSA;
import io.suture.trust.json.Json;
import io.suture.trust.json.JsonObject;
import io.suture.trust.key.Signer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;

/** Makes assertions and other tokens, good and bad. */
public final class Tokens {

    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    private Tokens() {}

    /** Return the claims of a good assertion. */
    public static JsonObject.Builder claims(String person, Instant now) {
        return JsonObject.builder()
                .put("iss", person)
                .put("sub", person)
                .put("aud", "suture-api")
                .put("iat", now.getEpochSecond())
                .put("exp", now.getEpochSecond() + 50)
                .put("jti", UUID.randomUUID().toString());
    }

    /** Return the header of a good assertion. */
    public static JsonObject.Builder header() {
        return JsonObject.builder().put("alg", "ES256").put("typ", "JWT");
    }

    /** Return a good assertion. */
    public static String assertion(String person, Signer key) {
        return signed(header().build(), claims(person, Instant.now()).build(), key);
    }

    /** Return header and claims with an ES256 signature. */
    public static String signed(JsonObject header, JsonObject claims, Signer key) {
        String content = content(header, claims);
        try {
            byte[] der = key.sign(content.getBytes(StandardCharsets.US_ASCII));
            return content + "." + BASE64.encodeToString(ECDSA.transcodeSignatureToConcat(der, 64));
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Return header and claims with any bytes as the signature. */
    public static String withSignature(JsonObject header, JsonObject claims, byte[] signature) {
        return content(header, claims) + "." + BASE64.encodeToString(signature);
    }

    /** Return the part that is signed. */
    public static String content(JsonObject header, JsonObject claims) {
        return BASE64.encodeToString(Json.compact(header)) + "." + BASE64.encodeToString(Json.compact(claims));
    }
}
