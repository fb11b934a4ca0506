package io.suture.server.identity;

import static io.suture.server.testing.SecurityKey.PRESENT;
import static io.suture.server.testing.SecurityKey.VERIFIED;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.suture.server.testing.ApiCalls;
import io.suture.server.testing.Reply;
import io.suture.server.testing.RunningServer;
import io.suture.server.testing.SecurityKey;
import io.suture.server.testing.SecurityKey.Gesture;
import io.suture.server.testing.TestPki;
import io.suture.trust.dsse.WebAuthn;
import io.suture.trust.json.Json;
import io.suture.trust.json.JsonObject;
import io.suture.trust.json.JsonValue;
import io.suture.trust.key.SoftwareSigner;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Registration of and sign-in with passkeys over HTTP, and everything that must not pass for them. */
@Execution(ExecutionMode.SAME_THREAD) // one server for all of these
class PasskeyIT {

    private static final String SIGN_IN = "/api/v1/passkey-sign-in";
    private static final String PEOPLE = "/api/v1/manufacturers/exm/people/";

    private final RunningServer server = RunningServer.get();
    private final ApiCalls api = server.api();
    private final String person = "passkey." + UUID.randomUUID();
    private final String passkeys = PEOPLE + person + "/passkeys";
    private final SecurityKey key = new SecurityKey(api.uri("/"));

    @BeforeEach
    void register() {
        SoftwareSigner first = TestPki.key();
        JsonObject registration = JsonObject.builder()
                .put("id", person)
                .put("printedName", "Kay Pass")
                .putStrings("roles", List.of("quality-approver"))
                .put("manufacturer", "exm")
                .put("publicKey", first.publicKey().toPem())
                .build();
        assertThat(api.post("admin", "/api/v1/people", registration).status()).isEqualTo(201);
        api.remember(person, api.token(person, first));
    }

    static Stream<Arguments> badGestures() {
        return Stream.of(
                bad("challenge of one's own", g -> g.saying(c -> c.set("challenge", text("AAAA")))),
                bad("another origin", g -> g.saying(c -> c.set("origin", text("https://attacker.example")))),
                bad("origin without TLS", g -> g.saying(c -> c.set("origin", text("http://localhost")))),
                bad("a registration's data", g -> g.saying(c -> c.set("type", text("webauthn.create")))),
                bad("in a foreign frame", g -> g.saying(c -> c.set("crossOrigin", JsonValue.of(true)))),
                bad("below a foreign page", g -> g.saying(c -> c.put("topOrigin", "https://attacker.example"))),
                bad("another relying party", g -> g.at("attacker.example")),
                bad("user not verified", g -> g.with(PRESENT)),
                bad("user not present", g -> g.with(VERIFIED)),
                bad("no flags", g -> g.with(0)));
    }

    private static Arguments bad(String attack, UnaryOperator<Gesture> change) {
        return Arguments.of(attack, change);
    }

    private static JsonValue text(String value) {
        return JsonValue.of(value);
    }

    @Test
    void whenPasskeyIsRegisteredThenItSignsInAfterASecondPersonApprovedItAndEachAnswerOnce() {
        assertThat(add(begin(), g -> g).status()).isEqualTo(201);
        assertRefused(signIn(challenge(), g -> g), "pending");
        approve();
        JsonObject answer = key.answer(challenge(), g -> g);
        Reply session = post(answer);
        assertThat(session.status()).isEqualTo(204);
        assertThat(session.headers().firstValue("set-cookie").orElseThrow()).startsWith("__Host-suture=");
        assertRefused(post(answer), "replayed");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badGestures")
    void whenSignInIsNotTheOwnersGestureHereThenItIsRefusedAndReported(String attack, UnaryOperator<Gesture> change) {
        usable();
        double before = failures();
        assertRefused(signIn(challenge(), change), attack);
        assertThat(failures()).isEqualTo(before + 1);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badGestures")
    void whenNewPasskeyDoesNotProveItselfHereThenItIsNotRegistered(String attack, UnaryOperator<Gesture> change) {
        assertRefused(add(begin(), change), attack);
        assertNoPasskey();
    }

    @Test
    void whenChallengeWasGivenForSomethingElseThenItIsRefused() {
        assertRefused(add(challenge(), g -> g), "of a sign-in");
        assertNoPasskey();
        usable();
        assertRefused(signIn(begin(), g -> g), "of a registration");
        JsonObject own = JsonObject.builder()
                .put("payload", "e30")
                .put("challenge", WebAuthn.challenge(PasskeyChallenges.PAYLOAD_TYPE, Json.compact(JsonObject.EMPTY)))
                .build();
        assertRefused(signIn(own, g -> g), "never given");
    }

    @Test
    void whenChallengeWasGivenToSomebodyElseThenItRegistersNothing() {
        JsonObject theirs = post("qa.one", PEOPLE + "qa.one/passkeys/challenge", JsonObject.EMPTY)
                .json();
        assertRefused(add(theirs, g -> g), "of another person");
        assertThat(post("qa.one", passkeys + "/challenge", JsonObject.EMPTY).status())
                .isEqualTo(403);
        assertThat(post("qa.one", passkeys, body(begin(), g -> g)).status()).isEqualTo(403);
        assertNoPasskey();
    }

    @Test
    void whenAnotherKeySignsForACredentialThenItIsRefused() {
        usable();
        JsonObject thief = new SecurityKey(api.uri("/")).answer(challenge(), g -> g);
        assertRefused(post(thief), "unknown credential");
        JsonObject stolen =
                thief.toBuilder().set("credentialId", text(key.credential())).build();
        assertRefused(post(stolen), "credential of somebody else");
    }

    @Test
    void whenCounterGoesBackThenItIsACopyAndReported() {
        usable();
        assertThat(signIn(challenge(), g -> g.counting(7)).status()).isEqualTo(204);
        double before = failures();
        assertThat(signIn(challenge(), g -> g.counting(7)).problem()).isEqualTo("key-not-authorised");
        assertThat(signIn(challenge(), g -> g.counting(6)).problem()).isEqualTo("key-not-authorised");
        assertThat(failures()).isEqualTo(before + 2);
        assertThat(signIn(challenge(), g -> g.counting(8)).status()).isEqualTo(204);
    }

    @Test
    void whenPasskeyIsRevokedThenItOpensNothing() {
        usable();
        Reply revoked = post(
                "admin",
                PEOPLE + person + "/keys/" + key.publicKey().fingerprint() + "/revocation",
                RunningServer.reason("lost"));
        assertThat(revoked.status()).isEqualTo(200);
        assertRefused(signIn(challenge(), g -> g), "revoked");
    }

    @Test
    void whenOwnerIsDeactivatedThenThePasskeyOpensNothing() {
        usable();
        post("admin", "/api/v1/people/" + person + "/deactivation", RunningServer.reason("left"));
        assertRefused(signIn(challenge(), g -> g), "deactivated");
    }

    @Test
    void whenAnotherSitePostsTheAssertionThenItIsRefused() {
        usable();
        JsonObject answer = key.answer(challenge(), g -> g);
        assertThat(post(answer, "https://attacker.example").problem()).isEqualTo("cross-site-request");
    }

    private void usable() {
        assertThat(add(begin(), g -> g).status()).isEqualTo(201);
        approve();
    }

    private void approve() {
        String path = PEOPLE + person + "/keys/" + key.publicKey().fingerprint() + "/approval";
        assertThat(post("qa.one", path, JsonObject.EMPTY).status()).isEqualTo(200);
    }

    private JsonObject begin() {
        return post(person, passkeys + "/challenge", JsonObject.EMPTY).json();
    }

    private Reply add(JsonObject challenge, UnaryOperator<Gesture> change) {
        return post(person, passkeys, body(challenge, change));
    }

    private JsonObject body(JsonObject challenge, UnaryOperator<Gesture> change) {
        return JsonObject.builder()
                .put("publicKey", key.spki())
                .put("assertion", key.answer(challenge, change))
                .build();
    }

    private JsonObject challenge() {
        return api.send(HttpRequest.newBuilder(api.uri(SIGN_IN + "/challenge")).POST(BodyPublishers.noBody()))
                .json();
    }

    private Reply signIn(JsonObject challenge, UnaryOperator<Gesture> change) {
        return post(key.answer(challenge, change));
    }

    private Reply post(JsonObject assertion) {
        return post(assertion, api.uri("").toString());
    }

    private Reply post(JsonObject assertion, String origin) {
        return api.send(HttpRequest.newBuilder(api.uri(SIGN_IN))
                .header("Content-Type", "application/json")
                .header("Origin", origin)
                .POST(BodyPublishers.ofByteArray(Json.compact(assertion))));
    }

    private Reply post(String by, String path, JsonObject body) {
        return api.post(by, path, body);
    }

    private static void assertRefused(Reply reply, String attack) {
        assertThat(reply.status()).as(attack + ": " + reply.text()).isEqualTo(401);
        assertThat(reply.problem()).as(attack).isEqualTo("assertion-refused");
        assertThat(reply.headers().firstValue("set-cookie")).isEmpty();
    }

    private void assertNoPasskey() {
        assertThat(api.get("qa.one", PEOPLE + person + "/keys").json().objects("keys"))
                .hasSize(1);
    }

    private double failures() {
        return server
                .bean(MeterRegistry.class)
                .find(FailedAttempts.METER)
                .tag("attempt", "passkey-sign-in")
                .counters()
                .stream()
                .mapToDouble(counter -> counter.count())
                .sum();
    }
}
