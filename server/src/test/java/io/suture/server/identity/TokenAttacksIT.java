package io.suture.server.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.suture.server.testing.ApiCalls;
import io.suture.server.testing.ExampleFolder;
import io.suture.server.testing.Reply;
import io.suture.server.testing.RunningServer;
import io.suture.server.testing.Tokens;
import io.suture.trust.json.JsonObject;
import io.suture.trust.json.JsonString;
import io.suture.trust.key.KeyAlgorithm;
import io.suture.trust.key.SoftwareSigner;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Attacks on people's tokens: reliability.md C1, C2, C3. */
class TokenAttacksIT {

    private static final String PATH = "/api/v1/manufacturers/exm";
    private static final SoftwareSigner KEY = ExampleFolder.person("re.one");
    private static final SoftwareSigner STRANGER = SoftwareSigner.generate(KeyAlgorithm.ECDSA_P256, new SecureRandom());

    private final ApiCalls api = RunningServer.get().api();

    @Test
    void whenAssertionIsGoodThenItsTokenOpensTheApi() {
        assertThat(api.get("re.one", PATH).status()).isEqualTo(200);
    }

    static Stream<Arguments> badAssertions() {
        Instant now = Instant.now();
        JsonObject claims = Tokens.claims("re.one", now).build();
        JsonObject header = Tokens.header().build();
        return Stream.of(
                Arguments.of("alg none", Tokens.withSignature(alg("none"), claims, new byte[0])),
                Arguments.of("alg None", Tokens.withSignature(alg("None"), claims, new byte[0])),
                Arguments.of("HS256 with the public key as secret", hmac(alg("HS256"), claims)),
                Arguments.of("other algorithm in the header", Tokens.signed(alg("ES512"), claims, KEY)),
                Arguments.of("another key", Tokens.signed(header, claims, STRANGER)),
                Arguments.of("embedded jwk", Tokens.signed(with("jwk", "{}"), claims, STRANGER)),
                Arguments.of("jku", Tokens.signed(with("jku", "https://attacker.example/keys"), claims, KEY)),
                Arguments.of("x5u", Tokens.signed(with("x5u", "https://attacker.example/cert"), claims, KEY)),
                Arguments.of("kid path", Tokens.signed(with("kid", "../../people/admin"), claims, STRANGER)),
                Arguments.of("kid SQL", Tokens.signed(with("kid", "' or 1=1 --"), claims, STRANGER)),
                Arguments.of("typ of an access token", Tokens.signed(typ("at+jwt"), claims, KEY)),
                Arguments.of("zero signature", Tokens.withSignature(header, claims, new byte[64])),
                Arguments.of("short signature", Tokens.withSignature(header, claims, new byte[63])),
                Arguments.of("wrong audience", signed(set(claims, "aud", "other-api"))),
                Arguments.of("wrong issuer", signed(set(claims, "iss", "qa.one"))),
                Arguments.of("other subject", signed(set(set(claims, "sub", "qa.one"), "iss", "qa.one"))),
                Arguments.of("unknown person", signed(set(set(claims, "sub", "no.one"), "iss", "no.one"))),
                Arguments.of(
                        "expired",
                        signed(Tokens.claims("re.one", now.minusSeconds(60)).build())),
                Arguments.of(
                        "from the future",
                        signed(Tokens.claims("re.one", now.plusSeconds(30)).build())),
                Arguments.of("lives 61 s", signed(times(now, 61))),
                Arguments.of("no jti", signed(without(claims, "jti"))),
                Arguments.of("no exp", signed(without(claims, "exp"))),
                Arguments.of("no iat", signed(without(claims, "iat"))),
                Arguments.of("not a token", "a.b.c"),
                Arguments.of("very long", "a".repeat(5000)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badAssertions")
    void whenAssertionIsBadThenItIsRefused(String attack, String assertion) {
        Reply reply = api.exchange(assertion);
        assertThat(reply.status()).as(attack).isEqualTo(401);
        assertThat(reply.problem()).isEqualTo("assertion-refused");
    }

    @Test
    void whenAssertionLivesSixtySecondsThenItIsAccepted() {
        assertThat(api.exchange(signed(times(Instant.now(), 60))).status()).isEqualTo(200);
    }

    @Test
    void whenAssertionIsReplayedThenOnlyTheFirstCounts() {
        String assertion = Tokens.assertion("re.one", KEY);
        assertThat(api.exchange(assertion).status()).isEqualTo(200);
        Reply second = api.exchange(assertion);
        assertThat(second.status()).isEqualTo(401);
        assertThat(second.json().string("reason")).isEqualTo("replayed");
    }

    static Stream<Arguments> badTokens() {
        JsonObject claims = Tokens.claims("admin", Instant.now())
                .set("iss", new JsonString("urn:suture:demo-issuer"))
                .putStrings("roles", List.of("admin"))
                .build();
        JsonObject header = typ("at+jwt");
        return Stream.of(
                Arguments.of("alg none", Tokens.withSignature(alg("none"), claims, new byte[0])),
                Arguments.of("HS256", hmac(alg("HS256"), claims)),
                Arguments.of("signed by a person", Tokens.signed(header, claims, KEY)),
                Arguments.of("embedded jwk", Tokens.signed(with("jwk", "{}"), claims, STRANGER)),
                Arguments.of("jku", Tokens.signed(with("jku", "https://attacker.example/keys"), claims, STRANGER)),
                Arguments.of("zero signature", Tokens.withSignature(header, claims, new byte[64])),
                Arguments.of("an assertion", Tokens.assertion("re.one", KEY)),
                Arguments.of("empty", ""),
                Arguments.of("garbage", "x"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badTokens")
    void whenAccessTokenIsForgedThenTheApiStaysShut(String attack, String token) {
        Reply reply = api.call("GET", PATH, token);
        assertThat(reply.status()).as(attack).isEqualTo(401);
        assertThat(reply.problem()).isEqualTo("not-authenticated");
    }

    @Test
    void whenGoodTokenIsChangedInOneByteThenItIsRefused() {
        String token = api.token("re.one");
        int dot = token.indexOf('.') + 3;
        char other = token.charAt(dot) == 'A' ? 'B' : 'A';
        assertThat(api.call("GET", PATH, token.substring(0, dot) + other + token.substring(dot + 1))
                        .status())
                .isEqualTo(401);
    }

    private static String signed(JsonObject claims) {
        return Tokens.signed(Tokens.header().build(), claims, KEY);
    }

    private static JsonObject alg(String alg) {
        return JsonObject.builder().put("alg", alg).put("typ", "JWT").build();
    }

    private static JsonObject typ(String typ) {
        return JsonObject.builder().put("alg", "ES256").put("typ", typ).build();
    }

    private static JsonObject with(String name, String value) {
        return Tokens.header().put(name, value).build();
    }

    private static JsonObject set(JsonObject claims, String name, String value) {
        return claims.toBuilder().set(name, new JsonString(value)).build();
    }

    private static JsonObject times(Instant now, int seconds) {
        JsonObject.Builder claims = JsonObject.builder();
        Tokens.claims("re.one", now).build().members().forEach((name, value) -> {
            if (!name.equals("exp")) {
                claims.put(name, value);
            }
        });
        return claims.put("exp", now.getEpochSecond() + seconds).build();
    }

    private static JsonObject without(JsonObject claims, String name) {
        JsonObject.Builder rest = JsonObject.builder();
        claims.members().forEach((key, value) -> {
            if (!key.equals(name)) {
                rest.put(key, value);
            }
        });
        return rest.build();
    }

    private static String hmac(JsonObject header, JsonObject claims) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(KEY.publicKey().toPem().getBytes(StandardCharsets.US_ASCII), "HmacSHA256"));
            byte[] tag = mac.doFinal(Tokens.content(header, claims).getBytes(StandardCharsets.US_ASCII));
            return Tokens.withSignature(header, claims, tag);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
