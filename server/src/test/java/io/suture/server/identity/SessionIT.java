package io.suture.server.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.suture.server.audit.AuditTrail;
import io.suture.server.testing.ApiCalls;
import io.suture.server.testing.Reply;
import io.suture.server.testing.RunningServer;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.http.HttpCookie;
import org.springframework.http.ResponseCookie;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.transaction.reactive.TransactionalOperator;

/** Sessions of browsers: reliability.md C5. */
@Execution(ExecutionMode.SAME_THREAD) // one server for all of these
class SessionIT {

    private static final String PATH = "/api/v1/manufacturers/exm";
    private static final Instant NOW = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    private static final Actor ENGINEER =
            new Actor("re.one", "Person re.one", Set.of(Role.RELEASE_ENGINEER), Optional.of("exm"), Optional.empty());

    private final RunningServer server = RunningServer.get();
    private final ApiCalls api = server.api();

    @Test
    void whenSessionIsOpenedThenItsCookieIsLockedDown() {
        ResponseCookie cookie = open();
        assertThat(cookie.getName()).startsWith("__Host-");
        assertThat(cookie.isHttpOnly()).isTrue();
        assertThat(cookie.isSecure()).isTrue();
        assertThat(cookie.getSameSite()).isEqualTo("Strict");
        assertThat(cookie.getPath()).isEqualTo("/");
        assertThat(cookie.getDomain()).isNull();
        assertThat(cookie.getValue()).hasSize(43);
    }

    @Test
    void whenBrowserHasASessionThenItReadsAsThePerson() {
        assertThat(get(open().getValue()).status()).isEqualTo(200);
    }

    /** Session fixation: a value that the server did not give opens nothing, and no sign-in adopts one. */
    @Test
    void whenValueIsPlantedBeforeTheSignInThenItOpensNothing() {
        String planted = "A".repeat(43);
        assertThat(get(planted).status()).isEqualTo(401);
        assertThat(open().getValue()).isNotEqualTo(planted).isNotEqualTo(open().getValue());
        assertThat(get(planted).status()).isEqualTo(401);
    }

    @Test
    void whenPersonSignsOutThenTheCookieOpensNothing() {
        String value = open().getValue();
        Reply out = post(value, "/api/v1/sign-out", "Sec-Fetch-Site", "same-origin");
        assertThat(out.status()).isEqualTo(204);
        assertThat(out.headers().firstValue("set-cookie").orElseThrow()).contains("Max-Age=0", "__Host-suture=;");
        assertThat(get(value).status()).isEqualTo(401);
    }

    /** CSRF: the headers that a browser adds decide. */
    @ParameterizedTest
    @CsvSource({
        "Sec-Fetch-Site, same-origin, 204",
        "Sec-Fetch-Site, same-site, 403",
        "Sec-Fetch-Site, cross-site, 403",
        "Sec-Fetch-Site, none, 403",
        "Origin, own, 204",
        "Origin, https://attacker.example, 403",
        "Origin, null, 403",
        "X-Other, x, 403"
    })
    void whenRequestIsForgedByAnotherSiteThenItIsRefused(String header, String value, int status) {
        String own = api.uri("").toString();
        Reply reply = post(open().getValue(), "/api/v1/sign-out", header, value.replace("own", own));
        assertThat(reply.status()).isEqualTo(status);
        assertThat(reply.problem()).isEqualTo(status == 403 ? "cross-site-request" : "");
    }

    @Test
    void whenTokenGoesWithTheRequestThenTheCookieIsNotLookedAt() {
        HttpRequest.Builder request = HttpRequest.newBuilder(api.uri(PATH))
                .header("Cookie", cookie(open().getValue()))
                .header("Authorization", "Bearer x");
        assertThat(api.send(request).status()).isEqualTo(401);
    }

    @Test
    void whenAnswerIsFramedOrSniffedThenItsHeadersForbidIt() {
        Reply reply = get(open().getValue());
        assertThat(reply.headers().firstValue("x-frame-options")).hasValue("DENY");
        assertThat(reply.headers().firstValue("x-content-type-options")).hasValue("nosniff");
        assertThat(reply.headers().firstValue("content-security-policy").orElseThrow())
                .contains("frame-ancestors 'none'");
        assertThat(reply.headers().firstValue("strict-transport-security")).isPresent();
    }

    @Test
    void whenSessionWasIdleForItsLimitThenItLivesAndASecondLaterItIsOver() {
        String value = value(sessions(NOW));
        assertThat(found(value, NOW.plus(Sessions.IDLE))).isTrue();
        assertThat(found(value, NOW.plus(Sessions.IDLE.multipliedBy(2)).plusSeconds(1)))
                .isFalse();
    }

    @Test
    void whenSessionIsAsOldAsItMayBeThenItLivesAndASecondLaterItIsOver() {
        String value = value(sessions(NOW));
        Duration step = Sessions.IDLE;
        for (Duration age = step; age.compareTo(Sessions.ABSOLUTE) <= 0; age = age.plus(step)) {
            assertThat(found(value, NOW.plus(age))).isTrue();
        }
        assertThat(found(value, NOW.plus(Sessions.ABSOLUTE))).isTrue();
        assertThat(found(value, NOW.plus(Sessions.ABSOLUTE).plusSeconds(1))).isFalse();
    }

    private boolean found(String value, Instant now) {
        return sessions(now)
                .find(MockServerHttpRequest.get("/")
                        .header("Cookie", cookie(value))
                        .cookie(new HttpCookie(Sessions.COOKIE, value))
                        .build())
                .hasElement()
                .blockOptional()
                .orElseThrow();
    }

    private BrowserSessions sessions(Instant now) {
        return new BrowserSessions(
                server.bean(SessionTable.class),
                server.bean(PeopleTable.class),
                server.bean(AuditTrail.class),
                server.bean(TransactionalOperator.class),
                Clock.fixed(now, ZoneOffset.UTC),
                new SecureRandom());
    }

    private ResponseCookie open() {
        return Objects.requireNonNull(
                server.bean(Sessions.class).open(ENGINEER, "test").block());
    }

    private static String value(Sessions sessions) {
        return Objects.requireNonNull(sessions.open(ENGINEER, "test").block()).getValue();
    }

    private Reply get(String value) {
        return api.send(HttpRequest.newBuilder(api.uri(PATH)).header("Cookie", cookie(value)));
    }

    private Reply post(String value, String path, String header, String content) {
        return api.send(HttpRequest.newBuilder(api.uri(path))
                .header("Cookie", cookie(value))
                .header(header, content)
                .POST(BodyPublishers.noBody()));
    }

    private static String cookie(String value) {
        return Sessions.COOKIE + "=" + value;
    }
}
