package io.suture.cli.api;

import io.suture.trust.digest.Digest;
import io.suture.trust.json.Json;
import io.suture.trust.json.JsonObject;
import io.suture.trust.key.KeyAlgorithm;
import io.suture.trust.key.Signer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;

/**
 * The statement "I am this person", good for one exchange against an access token: a JWT (RFC 7523) signed with ES256
 * (RFC 7518 section 3.4).
 */
public final class Assertion {

    /** The audience of every assertion. */
    public static final String AUDIENCE = "suture-api";

    /** How long an assertion lives; the server accepts at most 60 seconds. */
    public static final Duration LIFE = Duration.ofSeconds(50);

    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    private Assertion() {}

    /** Return the compact form of a new assertion. */
    public static String create(String person, Signer key, Instant now, SecureRandom random) {
        return signed("JWT", claims(person, now, random).build(), key);
    }

    /** Return the compact form of a fresh proof for one signature. */
    public static String stepUp(String person, Signer key, Instant now, SecureRandom random, Digest binding) {
        return signed(
                "step-up+jwt",
                claims(person, now, random).put("binding", binding.toString()).build(),
                key);
    }

    private static String signed(String type, JsonObject claims, Signer key) {
        if (key.publicKey().algorithm() != KeyAlgorithm.ECDSA_P256) {
            throw new IllegalArgumentException("a person's key must be ECDSA P-256");
        }
        String content = part(header(type, key)) + "." + part(claims);
        byte[] der = key.sign(content.getBytes(StandardCharsets.US_ASCII));
        return content + "." + BASE64.encodeToString(EcdsaSignature.concatenated(der));
    }

    private static JsonObject header(String type, Signer key) {
        return JsonObject.builder()
                .put("alg", "ES256")
                .put("typ", type)
                .put("kid", key.publicKey().keyId().value())
                .build();
    }

    private static JsonObject.Builder claims(String person, Instant now, SecureRandom random) {
        long issued = now.getEpochSecond();
        return JsonObject.builder()
                .put("iss", person)
                .put("sub", person)
                .put("aud", AUDIENCE)
                .put("iat", issued)
                .put("exp", issued + LIFE.toSeconds())
                .put("jti", id(random));
    }

    private static String id(SecureRandom random) {
        byte[] id = new byte[16];
        random.nextBytes(id);
        return HexFormat.of().formatHex(id);
    }

    private static String part(JsonObject object) {
        return BASE64.encodeToString(Json.compact(object));
    }
}
