package io.suture.server.identity;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.Curve;
import io.suture.server.testing.ApiCalls;
import io.suture.server.testing.ExampleFolder;
import io.suture.server.testing.Reply;
import io.suture.server.testing.RunningServer;
import io.suture.server.testing.Tokens;
import io.suture.trust.json.JsonObject;
import io.suture.trust.json.JsonString;
import io.suture.trust.key.KeyAlgorithm;
import io.suture.trust.key.SoftwareSigner;
import java.math.BigInteger;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Attacks on people's tokens: C1, C2 (the local issuer; another issuer in {@link OidcIT}), C3, C8. C4 is in {@link
 * IssuerKeysTest} and {@link OidcIT}, C5 in {@link SessionIT}, C6 in {@link PeopleIT}, C7 in {@link LocalAccountIT}.
 */
@Execution(ExecutionMode.SAME_THREAD) // one server for all of these
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

    /** C3: half of a signature is zero, or larger than the group's order. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void whenSignatureIsOutOfRangeThenItIsRefused(int kind) {
        JsonObject header = Tokens.header().build();
        JsonObject claims = Tokens.claims("re.one", Instant.now()).build();
        byte[] signature = signature(Tokens.signed(header, claims, KEY));
        Arrays.fill(signature, kind % 2 * 32, kind % 2 * 32 + 32, (byte) (kind < 2 ? 0 : 0xFF));
        Reply reply = api.exchange(Tokens.withSignature(header, claims, signature));
        assertThat(reply.status()).isEqualTo(401);
    }

    /** C3: (r, n - s) is a signature too; it is no second use of the assertion. */
    @Test
    void whenSignatureIsMirroredThenTheAssertionIsStillUsedOnce() {
        JsonObject header = Tokens.header().build();
        JsonObject claims = Tokens.claims("re.one", Instant.now()).build();
        String token = Tokens.signed(header, claims, KEY);
        String mirrored = Tokens.withSignature(header, claims, mirrored(signature(token)));
        assertThat(mirrored).isNotEqualTo(token);
        assertThat(api.exchange(token).status()).isEqualTo(200);
        assertThat(api.exchange(mirrored).status()).isEqualTo(401);
    }

    private static byte[] signature(String token) {
        return Base64.getUrlDecoder().decode(token.substring(token.lastIndexOf('.') + 1));
    }

    private static byte[] mirrored(byte[] signature) {
        BigInteger order = Curve.P_256.toECParameterSpec().getOrder();
        byte[] s = order.subtract(new BigInteger(1, Arrays.copyOfRange(signature, 32, 64)))
                .toByteArray();
        byte[] result = Arrays.copyOf(signature, 64);
        Arrays.fill(result, 32, 64, (byte) 0);
        int length = Math.min(s.length, 32);
        System.arraycopy(s, s.length - length, result, 64 - length, length);
        return result;
    }

    /** C8: what a proxy would say about the caller is not believed. */
    @Test
    void whenHeadersClaimAnotherCallerThenTheyAreIgnored() {
        for (String header : List.of(
                "X-SSL-Client-Verify: SUCCESS",
                "X-SSL-Client-S-DN: CN=admin",
                "X-SSL-Client-Cert: admin",
                "X-Forwarded-Client-Cert: Subject=\"CN=admin\"",
                "X-Forwarded-User: admin",
                "X-Remote-User: admin",
                "X-Original-URL: /openapi.json",
                "X-Rewrite-URL: /openapi.json",
                "X-Forwarded-Prefix: /repository",
                "X-HTTP-Method-Override: GET")) {
            String[] parts = header.split(": ", 2);
            HttpRequest.Builder request = HttpRequest.newBuilder(api.uri(PATH)).header(parts[0], parts[1]);
            assertThat(api.send(request).status()).as(header).isEqualTo(401);
        }
    }

    /** C8: neither does a forwarded host make another site this one. */
    @Test
    void whenForwardedHostNamesTheAttackersSiteThenItIsStillAnotherSite() {
        HttpRequest.Builder request = HttpRequest.newBuilder(api.uri("/api/v1/sign-out"))
                .header("Cookie", Sessions.COOKIE + "=x")
                .header("Origin", "https://attacker.example")
                .header("X-Forwarded-Host", "attacker.example")
                .header("X-Forwarded-Proto", "https")
                .header("Forwarded", "host=attacker.example;proto=https")
                .POST(BodyPublishers.noBody());
        assertThat(api.send(request).problem()).isEqualTo("cross-site-request");
    }

    @Test
    void whenPersonUsesTheGrantOfServiceAccountsThenItIsRefused() {
        String form = "grant_type=client_credentials&client_assertion_type="
                + "urn%3Aietf%3Aparams%3Aoauth%3Aclient-assertion-type%3Ajwt-bearer&client_assertion="
                + Tokens.assertion("re.one", KEY);
        HttpRequest.Builder request = HttpRequest.newBuilder(api.uri("/api/v1/token"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form));
        assertThat(api.send(request).problem()).isEqualTo("assertion-refused");
    }

    @Test
    void whenServiceAccountUsesItsGrantThenItGetsATokenOfItsOwn() {
        SoftwareSigner key = SoftwareSigner.generate(KeyAlgorithm.ECDSA_P256, new SecureRandom());
        String id = "ci." + UUID.randomUUID();
        JsonObject body = JsonObject.builder()
                .put("id", id)
                .put("printedName", "CI")
                .put("kind", "service")
                .putStrings("roles", List.of("release-engineer"))
                .put("manufacturer", "exm")
                .put("publicKey", key.publicKey().toPem())
                .build();
        assertThat(api.post("admin", "/api/v1/people", body).status()).isEqualTo(201);
        String form = "grant_type=client_credentials&client_assertion_type="
                + "urn%3Aietf%3Aparams%3Aoauth%3Aclient-assertion-type%3Ajwt-bearer&client_assertion="
                + Tokens.assertion(id, key);
        Reply reply = api.send(HttpRequest.newBuilder(api.uri("/api/v1/token"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form)));
        assertThat(api.call("GET", PATH, reply.json().string("access_token")).status())
                .isEqualTo(200);
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
                .set("iss", new JsonString("urn:suture:local-issuer"))
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
