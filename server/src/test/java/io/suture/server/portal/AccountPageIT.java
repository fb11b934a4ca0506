package io.suture.server.portal;

import static org.assertj.core.api.Assertions.assertThat;

import io.suture.server.testing.ApiCalls;
import io.suture.server.testing.AuthenticatorApp;
import io.suture.server.testing.Reply;
import io.suture.server.testing.RunningServer;
import io.suture.server.testing.TestPki;
import io.suture.trust.json.JsonObject;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A person with nothing but a browser: from the code that was handed out to a session, with forms that need no script. */
@Execution(ExecutionMode.SAME_THREAD) // one server for all of these
class AccountPageIT {

    private static final String PASSWORD = "correct horse & battery=staple";
    private static final Pattern SECRET = Pattern.compile("id=\"secret\">([A-Z2-7]+)<");

    private final RunningServer server = RunningServer.get();
    private final ApiCalls api = server.api();
    private final String person = "page." + UUID.randomUUID().toString().substring(0, 8);
    private final String code = code();

    private String code() {
        JsonObject registration = JsonObject.builder()
                .put("id", person)
                .put("printedName", "Pat Page")
                .putStrings("roles", List.of("quality-approver"))
                .put("manufacturer", "exm")
                .put("publicKey", TestPki.key().publicKey().toPem())
                .build();
        assertThat(api.post("admin", "/api/v1/people", registration).status()).isEqualTo(201);
        Reply reply = api.post("admin", "/api/v1/people/" + person + "/local-account", RunningServer.reason("new"));
        return reply.json().string("code");
    }

    @Test
    void whenPersonSetsUpTheAccountOnThePagesThenThePasswordSignsIn() {
        assertThat(get("/portal/account").text()).contains("method=\"post\" action=\"/portal/account\"");
        Reply joined = setUp(PASSWORD, PASSWORD);
        assertThat(joined.status()).as(joined.text()).isEqualTo(200);
        AuthenticatorApp app = AuthenticatorApp.of(secret(joined));
        assertThat(joined.text()).contains("otpauth://totp/Suture:" + person + "?secret=" + secret(joined));

        Reply activated = activate(app.shows(-1));
        assertThat(activated.status()).isEqualTo(303);
        assertThat(location(activated)).isEqualTo("/portal/sign-in?activated=true");
        assertThat(get(location(activated)).text()).contains("id=\"activated\"", "action=\"/portal/sign-in\"");

        Reply session = signIn(PASSWORD, app.shows(0));
        assertThat(session.status()).isEqualTo(303);
        assertThat(location(session)).isEqualTo("/portal");
        String cookie = session.headers().firstValue("set-cookie").orElseThrow();
        assertThat(cookie).startsWith("__Host-suture=").contains("Secure", "HttpOnly", "SameSite=Strict");
        Reply releases = get("/portal/manufacturers/exm/releases", "Cookie", cookie.replaceFirst(";.*", ""));
        assertThat(releases.text()).contains("Pat Page");

        Reply replayed = signIn(PASSWORD, app.shows(0));
        assertThat(replayed.status()).isEqualTo(401);
        assertThat(replayed.text()).contains("role=\"alert\"").doesNotContain(PASSWORD);
        assertThat(replayed.headers().firstValue("set-cookie")).isEmpty();
    }

    @Test
    void whenAnythingTypedIsWrongThenThePageSaysSoAndNothingHappens() {
        assertPage(setUp("too short", "too short"), 400, "must have 12 to 128 characters");
        assertPage(setUp(PASSWORD, PASSWORD + "x"), 400, "the same password");
        assertPage(
                post("/portal/account", "person", person, "code", "wrong", "password", PASSWORD, "again", PASSWORD),
                401,
                "");
        assertThat(setUp(PASSWORD, PASSWORD).status()).isEqualTo(200);
        assertPage(activate("000000"), 401, "not accepted");
        assertPage(signIn(PASSWORD, "000000"), 401, "do not belong together");
    }

    private static void assertPage(Reply reply, int status, String says) {
        assertThat(reply.status()).as(reply.text()).isEqualTo(status);
        assertThat(reply.text()).contains("role=\"alert\"", says).contains("<form method=\"post\"");
    }

    /** A page elsewhere could otherwise sign the browser in as the attacker (login CSRF). */
    @Test
    void whenAnotherSitePostsAFormThenItIsRefused() {
        for (String path : List.of("/portal/sign-in", "/portal/account", "/portal/account/activation")) {
            HttpRequest.Builder forged = form(path, "person", person, "code", code, "password", PASSWORD);
            Reply elsewhere = api.send(forged.copy().header("Origin", "https://attacker.example"));
            assertThat(elsewhere.status()).as(path).isEqualTo(403);
            assertThat(elsewhere.headers().firstValue("set-cookie")).isEmpty();
            assertThat(api.send(forged.copy()).status())
                    .as("no origin: " + path)
                    .isEqualTo(403);
        }
    }

    @Test
    void whenWhatIsTypedIsMarkupThenThePageShowsItAsText() {
        String hostile = "\"><script>alert(1)</script>";
        Reply reply = post("/portal/account/activation", "person", hostile, "code", hostile, "totp", "000000");
        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.text()).doesNotContain("<script>alert").contains("&lt;script&gt;alert");
    }

    @Test
    void whenPageIsServedThenItsPolicyForbidsInlineScriptsAndForeignForms() {
        for (String path : List.of("/portal/sign-in", "/portal/account")) {
            Reply page = get(path);
            assertThat(page.headers().firstValue("content-security-policy").orElseThrow())
                    .contains("default-src 'self'", "form-action 'self'")
                    .doesNotContain("unsafe");
            assertThat(page.headers().firstValue("cache-control")).hasValue("no-store");
            assertThat(page.text()).doesNotContain("<script>", "style=", "onclick");
        }
    }

    private Reply setUp(String password, String again) {
        return post("/portal/account", "person", person, "code", code, "password", password, "again", again);
    }

    private Reply activate(String totp) {
        return post("/portal/account/activation", "person", person, "code", code, "totp", totp);
    }

    private Reply signIn(String password, String totp) {
        return post("/portal/sign-in", "person", person, "password", password, "totp", totp);
    }

    private Reply post(String path, String... fields) {
        String origin = api.uri("/").toString().replaceFirst("/$", "");
        return api.send(form(path, fields).header("Origin", origin));
    }

    private HttpRequest.Builder form(String path, String... fields) {
        StringBuilder form = new StringBuilder();
        for (int i = 0; i < fields.length; i += 2) {
            form.append(i == 0 ? "" : "&").append(fields[i]).append('=');
            form.append(URLEncoder.encode(fields[i + 1], StandardCharsets.UTF_8));
        }
        return HttpRequest.newBuilder(api.uri(path))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form.toString()));
    }

    private Reply get(String path, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(api.uri(path));
        return api.send(headers.length == 0 ? request : request.headers(headers));
    }

    private static String secret(Reply reply) {
        Matcher matcher = SECRET.matcher(reply.text());
        assertThat(matcher.find()).as(reply.text()).isTrue();
        return matcher.group(1);
    }

    private static String location(Reply reply) {
        return reply.headers().firstValue("location").orElseThrow();
    }
}
