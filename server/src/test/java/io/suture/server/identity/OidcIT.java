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
import io.suture.server.testing.TestPki;
import io.suture.server.testing.TestServer;
import io.suture.trust.digest.Digest;
import io.suture.trust.json.JsonObject;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
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
        issuer.down(true);
        assertThat(status(issuer.token(claims("re.one")))).isEqualTo(200);
        issuer.down(false);
    }
}
