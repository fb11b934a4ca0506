package io.suture.server.identity;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import io.suture.server.testing.Api;
import io.suture.server.testing.Factory;
import io.suture.server.testing.TestDatabase;
import io.suture.server.testing.TestIssuer;
import io.suture.server.testing.TestIssuer.Mood;
import io.suture.server.testing.TestPki;
import io.suture.server.testing.TestServer;
import io.suture.server.testing.Tokens;
import io.suture.trust.digest.Digest;
import io.suture.trust.json.Json;
import io.suture.trust.json.JsonObject;
import io.suture.trust.json.JsonValue;
import io.suture.trust.key.SoftwareSigner;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Access tokens of an OpenID Connect issuer, over TLS: reliability.md C2, C4, G6. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OidcIT {

    private static final String PRODUCTS = Factory.BASE + "/products";
    private static final String STRONG = "urn:example:two-factors";

    private final TestPki pki = new TestPki();
    private final TestIssuer issuer = new TestIssuer(pki);
    private final TestIssuer thief = new TestIssuer(pki);
    private final TestDatabase database = new TestDatabase();
    private final Factory factory = new Factory();
    private TestServer server;
    private Api api;

    @BeforeAll
    void start(@TempDir Path folder) {
        server = new TestServer(
                database,
                folder,
                pki,
                factory.keys().get("admin").publicKey().toPem(),
                context -> {},
                Map.of(
                        "suture.identity.issuer-uri",
                        issuer.uri(),
                        "suture.identity.oidc.ca",
                        pki.serverCaPem(),
                        "suture.identity.oidc.acr",
                        STRONG,
                        "suture.identity.oidc.roles-claim",
                        "realm_access.roles",
                        "suture.identity.oidc.role-map[suture-re]",
                        "release-engineer",
                        "suture.identity.oidc.role-map[suture-qa]",
                        "quality-approver"));
        api = new Api(server.apiUrl(), pki.client(), factory.keys());
        factory.register(api);
    }

    @AfterAll
    void stop() {
        server.close();
        issuer.close();
        thief.close();
        database.close();
    }

    private JWTClaimsSet.Builder claims(String person) {
        return issuer.claims(person).claim("realm_access", Map.of("roles", List.of("suture-re", "suture-qa", "other")));
    }

    private int status(String token) {
        return api.getAs(token, PRODUCTS).status();
    }

    @Test
    void whenTokenIsGoodThenItOpensTheApi() {
        assertThat(status(issuer.token(claims("re.one")))).isEqualTo(200);
    }

    Stream<Arguments> badClaims() {
        Instant now = Instant.now();
        return Stream.of(
                Arguments.of("other audience", claims("re.one").audience("account")),
                Arguments.of("no audience", claims("re.one").audience((String) null)),
                Arguments.of("other issuer", claims("re.one").issuer("https://attacker.example")),
                Arguments.of("the local issuer", claims("re.one").issuer(LocalIssuer.NAME)),
                Arguments.of("no expiry", claims("re.one").expirationTime(null)),
                Arguments.of("expired beyond the skew", claims("re.one").expirationTime(at(now.minusSeconds(32)))),
                Arguments.of("too early", claims("re.one").notBeforeTime(at(now.plusSeconds(60)))),
                Arguments.of("id token: nonce", claims("re.one").claim("nonce", "n")),
                Arguments.of("id token: at_hash", claims("re.one").claim("at_hash", "h")),
                Arguments.of("id token: typ", claims("re.one").claim("typ", "ID")),
                Arguments.of("refresh token", claims("re.one").claim("typ", "Refresh")),
                Arguments.of("unknown person", claims("no.one")),
                Arguments.of("no person", claims("re.one").subject(null)),
                Arguments.of("very long name", claims("r".repeat(201))));
    }

    private static Date at(Instant time) {
        return Date.from(time);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badClaims")
    void whenTokenIsNotForUsThenItIsRefused(String attack, JWTClaimsSet.Builder claims) {
        assertThat(status(issuer.token(claims))).as(attack).isEqualTo(401);
    }

    Stream<Arguments> forgedHeaders() {
        JsonObject claims = Json.parseObject(claims("re.one").build().toString().getBytes(StandardCharsets.UTF_8));
        SoftwareSigner stranger = TestPki.key();
        String attacker = thief.uri() + "/keys";
        String jwk = thief.key().toPublicJWK().toJSONString();
        return Stream.of(
                Arguments.of("alg none", Tokens.withSignature(header("none").build(), claims, new byte[0])),
                Arguments.of("alg None", Tokens.withSignature(header("None").build(), claims, new byte[0])),
                Arguments.of("no alg", Tokens.withSignature(JsonObject.EMPTY, claims, new byte[0])),
                Arguments.of(
                        "HS256 with the public key as JWK",
                        hmac(claims, issuer.key().toPublicJWK().toJSONString())),
                Arguments.of("HS256 with the public key as PEM", hmac(claims, pem(issuer.key()))),
                Arguments.of("an algorithm of the issuer's that its key is not for", hmac("RS256", claims, "x")),
                Arguments.of(
                        "jku",
                        Tokens.signed(header("ES256").put("jku", attacker).build(), claims, stranger)),
                Arguments.of(
                        "x5u",
                        Tokens.signed(header("ES256").put("x5u", attacker).build(), claims, stranger)),
                Arguments.of("jwk", Tokens.signed(withJwk(jwk), claims, stranger)),
                Arguments.of(
                        "kid as address",
                        Tokens.signed(
                                header("ES256")
                                        .set("kid", JsonValue.of(attacker))
                                        .build(),
                                claims,
                                stranger)),
                Arguments.of(
                        "another issuer's key of the same name",
                        issuer.token(claims("re.one"), issuer.key().getKeyID(), thief.key())));
    }

    private JsonObject.Builder header(String algorithm) {
        return JsonObject.builder()
                .put("alg", algorithm)
                .put("typ", "at+jwt")
                .put("kid", issuer.key().getKeyID());
    }

    private JsonObject withJwk(String jwk) {
        return header("ES256")
                .put("jwk", Json.parseObject(jwk.getBytes(StandardCharsets.UTF_8)))
                .build();
    }

    private String hmac(JsonObject claims, String secret) {
        return hmac("HS256", claims, secret);
    }

    private String hmac(String algorithm, JsonObject claims, String secret) {
        JsonObject header = header(algorithm).build();
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            byte[] tag = mac.doFinal(Tokens.content(header, claims).getBytes(StandardCharsets.US_ASCII));
            return Tokens.withSignature(header, claims, tag);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String pem(ECKey key) {
        try {
            byte[] spki = key.toPublicKey().getEncoded();
            return "-----BEGIN PUBLIC KEY-----\n"
                    + Base64.getMimeEncoder(64, new byte[] {10}).encodeToString(spki) + "\n-----END PUBLIC KEY-----\n";
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    /** C2, C3. The token chooses neither algorithm nor key, and makes the server read nothing. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("forgedHeaders")
    void whenHeaderChoosesAlgorithmOrKeyThenTheTokenIsRefused(String attack, String token) {
        assertThat(status(token)).as(attack).isEqualTo(401);
        assertThat(thief.reads()).isZero();
    }

    @Test
    void whenClocksDifferWithinTheSkewThenTheTokenCounts() {
        Instant now = Instant.now();
        JWTClaimsSet.Builder old = claims("re.one").issueTime(at(now.minusSeconds(300)));
        assertThat(status(issuer.token(old.expirationTime(at(now.minusSeconds(20))))))
                .isEqualTo(200);
        assertThat(status(issuer.token(old.expirationTime(at(now.minusSeconds(32))))))
                .isEqualTo(401);
        assertThat(status(issuer.token(claims("re.one").notBeforeTime(at(now.plusSeconds(20))))))
                .isEqualTo(200);
    }

    /** A role counts only if the registry and the issuer both give it. */
    @Test
    void whenIssuerOrRegistryDoesNotGiveTheRoleThenItDoesNotCount() {
        JsonObject release = Factory.object("product", "GW2", "version", "7.7.7");
        String path = Factory.BASE + "/releases";
        JWTClaimsSet.Builder without =
                issuer.claims("re.one").claim("realm_access", Map.of("roles", List.of("suture-qa")));
        assertThat(api.postAs(issuer.token(without), path, release).status()).isEqualTo(403);
        assertThat(api.postAs(issuer.token(claims("qa.one")), path, release).status())
                .isEqualTo(403);
        assertThat(api.postAs(issuer.token(claims("re.one")), path, release).status())
                .isEqualTo(201);
    }

    @Test
    void whenPersonSignedInJustNowAndStronglyThenItIsAStepUpOnce() {
        String token = issuer.token(fresh("re.one", 0, STRONG));
        assertThat(stepUp(token).expect(201).json().string("method")).isEqualTo("oidc");
        assertThat(stepUp(token).expect(401).json().string("reason")).isEqualTo("replayed");
    }

    Stream<Arguments> staleTokens() {
        return Stream.of(
                Arguments.of("auth-time", fresh("re.one", 121, STRONG)),
                Arguments.of("auth-time", fresh("re.one", -60, STRONG)),
                Arguments.of("auth-time", claims("re.one").claim("acr", STRONG)),
                Arguments.of("acr", fresh("re.one", 0, "urn:example:password")),
                Arguments.of(
                        "acr", claims("re.one").claim("auth_time", Instant.now().getEpochSecond())),
                Arguments.of("person", fresh("qa.one", 0, STRONG)),
                Arguments.of("jti", fresh("re.one", 0, STRONG).jwtID(null)),
                Arguments.of("token", fresh("re.one", 0, STRONG).audience("account")));
    }

    /** G6. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("staleTokens")
    void whenSignInIsOldWeakOrSomebodyElsesThenItIsNoStepUp(String reason, JWTClaimsSet.Builder claims) {
        assertThat(stepUp(issuer.token(claims)).expect(401).json().string("reason"))
                .isEqualTo(reason);
    }

    private JWTClaimsSet.Builder fresh(String person, int age, String acr) {
        return claims(person)
                .claim("auth_time", Instant.now().getEpochSecond() - age)
                .claim("acr", acr);
    }

    private Api.Answer stepUp(String token) {
        JsonObject proof = JsonObject.builder()
                .put("binding", Digest.of(new byte[] {9}).toString())
                .put("token", token)
                .build();
        return api.postAs(issuer.token(claims("re.one")), "/api/v1/step-up", proof);
    }

    /** C4. */
    @Test
    void whenTokensNameUnknownKeysThenTheIssuerIsNotFlooded() throws JOSEException {
        assertThat(status(issuer.token(claims("re.one")))).isEqualTo(200);
        int before = issuer.reads();
        ECKey stranger = new ECKeyGenerator(Curve.P_256).generate();
        for (int i = 0; i < 50; i++) {
            String token = issuer.token(claims("re.one"), UUID.randomUUID().toString(), stranger);
            assertThat(status(token)).isEqualTo(401);
        }
        assertThat(issuer.reads() - before).isLessThanOrEqualTo(1);
    }

    /** C4. */
    @Test
    void whenIssuerIsDownThenItsKnownKeysStillCount() {
        assertThat(status(issuer.token(claims("re.one")))).isEqualTo(200);
        issuer.mood(Mood.DOWN);
        assertThat(status(issuer.token(claims("re.one")))).isEqualTo(200);
        issuer.mood(Mood.WELL);
    }
}
