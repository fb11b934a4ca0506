package io.suture.server.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.MeterRegistry;
import io.suture.server.problem.RefusedException;
import io.suture.server.testing.ApiCalls;
import io.suture.server.testing.Reply;
import io.suture.server.testing.RunningServer;
import io.suture.server.testing.TestPki;
import io.suture.trust.digest.Digest;
import io.suture.trust.json.Json;
import io.suture.trust.json.JsonObject;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

/** Local accounts: Argon2id, one-time passwords, throttling, recovery (reliability.md C7; 21 CFR 11.300). */
@Execution(ExecutionMode.SAME_THREAD) // one server for all of these
class LocalAccountIT {

    private static final String PASSWORD = "correct horse battery staple";
    private static final String PATH = "/api/v1/manufacturers/exm";

    private final RunningServer server = RunningServer.get();
    private final ApiCalls api = server.api();

    /** A person of their own, so that other tests are not disturbed. */
    private String person() {
        String id = "local." + UUID.randomUUID().toString().substring(0, 8);
        JsonObject body = JsonObject.builder()
                .put("id", id)
                .put("printedName", "Person " + id)
                .putStrings("roles", List.of("validator"))
                .put("manufacturer", "exm")
                .put("publicKey", TestPki.key().publicKey().toPem())
                .build();
        assertThat(api.post("admin", "/api/v1/people", body).status()).isEqualTo(201);
        return id;
    }

    /** An account whose one-time passwords of the present step and the next one were not used. */
    private record Account(String id, byte[] secret, long step) {

        String totp(int later) {
            return Totp.STANDARD.password(secret, step + later);
        }
    }

    private Account account() {
        String id = person();
        String code = reset(id);
        assertThat(setUp(id, code).status()).isEqualTo(200);
        Account account = new Account(id, secret(id), freshStep());
        assertThat(activate(id, code, account.totp(-1)).status()).isEqualTo(204);
        return account;
    }

    /** The present step, when it lasts long enough for a test. */
    private static long freshStep() {
        return Mono.fromSupplier(Instant::now)
                .filter(now -> now.getEpochSecond() % Totp.STEP.toSeconds() < 20)
                .repeatWhenEmpty(again -> again.delayElements(Duration.ofMillis(200)))
                .map(Totp::step)
                .blockOptional()
                .orElseThrow();
    }

    private byte[] secret(String id) {
        return server.bean(LocalAccountTable.class)
                .find(id)
                .map(found ->
                        server.bean(TotpSecrets.class).secret(id, found.salt().orElseThrow()))
                .blockOptional()
                .orElseThrow();
    }

    private String reset(String id) {
        Reply reply = api.post("admin", "/api/v1/people/" + id + "/local-account", RunningServer.reason("new"));
        assertThat(reply.status()).isEqualTo(201);
        return reply.json().string("code");
    }

    private Reply setUp(String id, String code) {
        return post("/api/v1/local-account/setup", body(id).put("code", code).put("password", PASSWORD));
    }

    private Reply activate(String id, String code, String totp) {
        return post(
                "/api/v1/local-account/activation", body(id).put("code", code).put("totp", totp));
    }

    private Reply signIn(String id, String password, String totp, String... headers) {
        return post("/api/v1/sign-in", body(id).put("password", password).put("totp", totp), headers);
    }

    private static JsonObject.Builder body(String id) {
        return JsonObject.builder().put("person", id);
    }

    private Reply post(String path, JsonObject.Builder body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(api.uri(path)).header("Content-Type", "application/json");
        HttpRequest.Builder all = headers.length == 0 ? request : request.headers(headers);
        return api.send(all.POST(BodyPublishers.ofByteArray(Json.compact(body.build()))));
    }

    @Test
    void whenAccountIsSetUpThenPasswordAndOneTimePasswordOpenTheApiOnce() {
        Account account = account();
        Reply reply = signIn(account.id(), PASSWORD, account.totp(0));
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.headers().firstValue("cache-control")).hasValue("no-store");
        assertThat(api.call("GET", PATH, reply.json().string("access_token")).status())
                .isEqualTo(200);

        assertThat(signIn(account.id(), PASSWORD, account.totp(0)).problem())
                .as("replayed")
                .isEqualTo("credentials-refused");
        assertThat(signIn(account.id(), PASSWORD, account.totp(-1)).problem())
                .as("older than the last one")
                .isEqualTo("credentials-refused");
        assertThat(signIn(account.id(), PASSWORD, account.totp(1)).status()).isEqualTo(200);
    }

    @Test
    void whenBrowserSignsInThenItGetsASessionOnlyFromAPageOfThisServer() {
        Account account = account();
        JsonObject.Builder typed = body(account.id()).put("password", PASSWORD).put("totp", account.totp(0));
        assertThat(post("/api/v1/session", typed, "Origin", "https://attacker.example")
                        .problem())
                .isEqualTo("cross-site-request");
        Reply reply = post("/api/v1/session", typed, "Sec-Fetch-Site", "same-origin");
        assertThat(reply.status()).isEqualTo(204);
        assertThat(reply.headers().firstValue("set-cookie").orElseThrow())
                .startsWith("__Host-suture=")
                .contains("Secure", "HttpOnly", "SameSite=Strict", "Path=/");
    }

    @Test
    void whenPersonProvesPasswordAndOneTimePasswordThenItIsAStepUp() {
        Account account = account();
        String token = signIn(account.id(), PASSWORD, account.totp(0)).json().string("access_token");
        api.remember(account.id(), token);
        Digest binding = Digest.of(account.secret());
        JsonObject.Builder proof =
                JsonObject.builder().put("binding", binding.toString()).put("password", PASSWORD);
        assertThat(api.post(
                                account.id(),
                                "/api/v1/step-up",
                                proof.put("totp", "000000").build())
                        .problem())
                .isEqualTo("credentials-refused");
        Reply reply = api.post(
                account.id(),
                "/api/v1/step-up",
                JsonObject.builder()
                        .put("binding", binding.toString())
                        .put("password", PASSWORD)
                        .put("totp", account.totp(1))
                        .build());
        assertThat(reply.status()).isEqualTo(201);
        assertThat(reply.json().string("method")).isEqualTo("password-totp");
    }

    @Test
    void whenAccountIsNewOrResetThenThePersonSignsOnlyAfterASecondPerson() {
        Account account = account();
        assertThat(standing(account.id())).contains("credential-reset-unconfirmed");
        String path = "/api/v1/people/" + account.id() + "/credential-reset/confirmation";
        assertThat(api.post("admin", path, JsonObject.EMPTY).status()).isEqualTo(403);
        assertThat(api.post("qa.one", path, JsonObject.EMPTY).status()).isEqualTo(204);
        assertThat(standing(account.id())).isEmpty();
    }

    private Optional<String> standing(String id) {
        return server.bean(PeopleTable.class)
                .find(id)
                .flatMap(person -> server.bean(SigningStanding.class).refusal(person.actor()))
                .map(refusal -> refusal.data().get("reason").toString())
                .blockOptional();
    }

    @Test
    void whenAccountIsResetThenWhatOpenedItOpensNothingAndTheOldCodeNeither() {
        Account account = account();
        String first = reset(account.id());
        assertThat(signIn(account.id(), PASSWORD, account.totp(0)).problem()).isEqualTo("credentials-refused");
        String second = reset(account.id());
        assertThat(setUp(account.id(), first).problem()).isEqualTo("credentials-refused");
        assertThat(setUp(account.id(), second).status()).isEqualTo(200);
    }

    @Test
    void whenPasswordIsTooShortOrTooLongThenItIsNotTaken() {
        String id = person();
        String code = reset(id);
        for (int length : new int[] {11, 12, 128, 129}) {
            JsonObject.Builder body = body(id).put("code", code).put("password", "p".repeat(length));
            assertThat(post("/api/v1/local-account/setup", body).status())
                    .as("%d characters", length)
                    .isEqualTo(length == 11 || length == 129 ? 400 : 200);
        }
    }

    /** C7. The answers do not tell which accounts exist. */
    @Test
    void whenPasswordsAreGuessedThenTheAccountMustWaitWhetherItExistsOrNot() {
        Account account = account();
        String nobody = "nobody." + account.id();
        double before = failures();
        for (int i = 0; i < Throttle.PER_ACCOUNT; i++) {
            Reply wrong = signIn(account.id(), "guess number " + i, account.totp(0), "X-Forwarded-For", "10.9.8." + i);
            Reply unknown = signIn(nobody, "guess number " + i, account.totp(0));
            assertThat(wrong.status()).isEqualTo(401);
            assertThat(wrong.text()).isEqualTo(unknown.text());
        }
        assertThat(failures()).isEqualTo(before + 2 * Throttle.PER_ACCOUNT);
        Reply right = signIn(account.id(), PASSWORD, account.totp(0), "X-Forwarded-For", "10.9.8.77");
        assertThat(right.status()).isEqualTo(429);
        assertThat(right.text())
                .isEqualTo(signIn(nobody, PASSWORD, account.totp(0)).text());
        forgive();
    }

    @Test
    void whenManyGuessAtOnceThenNoMoreThanTheLimitIsTried() {
        Account account = account();
        List<Integer> answers = IntStream.range(0, 20)
                .parallel()
                .mapToObj(i -> signIn(account.id(), "guess number " + i, account.totp(0))
                        .status())
                .toList();
        assertThat(answers).filteredOn(status -> status == 401).hasSizeLessThanOrEqualTo(Throttle.PER_ACCOUNT);
        assertThat(answers).allMatch(status -> status == 401 || status == 429);
        forgive();
    }

    private double failures() {
        return server.bean(MeterRegistry.class)
                .counter(FailedAttempts.METER, "attempt", "local-sign-in", "reason", "credentials")
                .count();
    }

    /** The address of this machine is every test's. */
    private void forgive() {
        server.execute("delete from sign_in_throttle where subject like 'address:%'");
    }

    @Test
    void whenAddressFailedAtItsLimitThenItWaitsAndIsForgottenLater() {
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        String address = "address:test-" + UUID.randomUUID();
        for (int i = 0; i < Throttle.PER_ADDRESS; i++) {
            throttle(now)
                    .begin(new Throttle.Attempt("account:" + UUID.randomUUID(), address))
                    .block();
        }
        Duration wait = Throttle.FIRST_WAIT;
        assertRefused(now, address);
        assertRefused(now.plus(wait).minusSeconds(1), address);
        assertAccepted(now.plus(wait), address);
        assertRefused(now.plus(wait.multipliedBy(3)).minusSeconds(1), address);
        assertAccepted(now.plus(wait).plus(Throttle.LONGEST_WAIT).plusSeconds(1), address);
        assertAccepted(now.plus(wait).plus(Throttle.LONGEST_WAIT).plusSeconds(1), address);
    }

    private void assertRefused(Instant at, String address) {
        assertThatThrownBy(() -> throttle(at)
                        .begin(new Throttle.Attempt("account:" + UUID.randomUUID(), address))
                        .block())
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        e -> assertThat(e.refusal().type().code()).isEqualTo("too-many-requests"));
    }

    private void assertAccepted(Instant at, String address) {
        throttle(at)
                .begin(new Throttle.Attempt("account:" + UUID.randomUUID(), address))
                .block();
    }

    private Throttle throttle(Instant at) {
        return new Throttle(server.bean(DatabaseClient.class), Clock.fixed(at, ZoneOffset.UTC));
    }

    @Test
    void whenPasswordIsStoredThenItIsArgon2idWithTheDeclaredParameters() {
        PasswordHashes hashes = server.bean(PasswordHashes.class);
        String hash = hashes.hash(PASSWORD).block();
        assertThat(hash).startsWith("$argon2id$v=19$m=19456,t=2,p=1$");
        assertThat(hashes.matches(PASSWORD, Optional.of(hash)).block()).isTrue();
        assertThat(hashes.matches(PASSWORD + " ", Optional.of(hash)).block()).isFalse();
        assertThat(hashes.matches("nobody has this password", Optional.empty()).block())
                .isFalse();
    }
}
