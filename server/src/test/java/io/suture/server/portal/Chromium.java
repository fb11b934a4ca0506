package io.suture.server.portal;

import static io.suture.server.testing.Await.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.suture.trust.json.Json;
import io.suture.trust.json.JsonObject;
import io.suture.trust.json.JsonValue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Chromium without a screen, driven over the W3C WebDriver protocol, with a virtual authenticator (WebAuthn Level 3
 * section 11). Debian packages chromium and chromium-driver.
 */
final class Chromium implements AutoCloseable {

    private static final Path BROWSER = Path.of("/usr/bin/chromium");
    private static final Path DRIVER = Path.of("/usr/bin/chromedriver");
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String ELEMENT = "element-6066-11e4-a52e-4f735466cecf";

    private final HttpClient http = HttpClient.newHttpClient();
    private final Process driver;
    private final String base;
    private final String session;

    /** Starts a browser that takes the server's certificate for valid, whoever issued it. */
    Chromium(String spkiHash, Path profile) {
        requireInstalled();
        int port = freePort();
        base = "http://127.0.0.1:" + port;
        driver = start(port);
        await(this::isReady);
        session = call("POST", "/session", capabilities(spkiHash, profile)).string("sessionId");
    }

    private static void requireInstalled() {
        boolean there = Files.isExecutable(BROWSER) && Files.isExecutable(DRIVER);
        if ("true".equals(System.getenv("CI"))) {
            assertThat(there)
                    .as("%s and %s: install the packages chromium and chromium-driver", BROWSER, DRIVER)
                    .isTrue();
        }
        assumeTrue(there, "chromium and chromium-driver are not installed");
    }

    private static Process start(int port) {
        try {
            return new ProcessBuilder(DRIVER.toString(), "--port=" + port, "--silent")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonObject capabilities(String spkiHash, Path profile) {
        JsonObject options = JsonObject.builder()
                .put("binary", BROWSER.toString())
                .putStrings(
                        "args",
                        List.of(
                                "--headless=new",
                                "--no-sandbox",
                                "--disable-gpu",
                                "--disable-dev-shm-usage",
                                "--no-proxy-server",
                                "--user-data-dir=" + profile,
                                "--ignore-certificate-errors-spki-list=" + spkiHash))
                .build();
        JsonObject always = JsonObject.builder()
                .put("browserName", "chrome")
                .put("goog:chromeOptions", options)
                .build();
        return object("capabilities", object("alwaysMatch", always));
    }

    private boolean isReady() {
        try {
            return call("GET", "/status", JsonObject.EMPTY).bool("ready");
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    /** Adds a security key with a fingerprint reader whose owner always agrees. */
    void addAuthenticator() {
        JsonObject authenticator = JsonObject.builder()
                .put("protocol", "ctap2")
                .put("transport", "internal")
                .put("hasResidentKey", true)
                .put("hasUserVerification", true)
                .put("isUserConsenting", true)
                .put("isUserVerified", true)
                .build();
        command("POST", "/webauthn/authenticator", authenticator);
    }

    void open(String url) {
        command("POST", "/url", JsonObject.builder().put("url", url).build());
    }

    String url() {
        return command("GET", "/url", JsonObject.EMPTY).string("value");
    }

    void cookie(String name, String value) {
        JsonObject cookie = JsonObject.builder()
                .put("name", name)
                .put("value", value)
                .put("path", "/")
                .put("secure", true)
                .put("httpOnly", true)
                .put("sameSite", "Strict")
                .build();
        command("POST", "/cookie", object("cookie", cookie));
    }

    void forgetCookies() {
        command("DELETE", "/cookie", JsonObject.EMPTY);
    }

    void click(String selector) {
        command("POST", "/element/" + element(selector) + "/click", JsonObject.EMPTY);
    }

    void type(String selector, String text) {
        command(
                "POST",
                "/element/" + element(selector) + "/value",
                JsonObject.builder().put("text", text).build());
    }

    String text(String selector) {
        return command("GET", "/element/" + element(selector) + "/text", JsonObject.EMPTY)
                .string("value");
    }

    /** Return how many elements there are. */
    int count(String selector) {
        return command("POST", "/elements", css(selector))
                .array("value")
                .elements()
                .size();
    }

    private String element(String selector) {
        await(() -> count(selector) > 0);
        return command("POST", "/element", css(selector)).object("value").string(ELEMENT);
    }

    private static JsonObject css(String selector) {
        return JsonObject.builder()
                .put("using", "css selector")
                .put("value", selector)
                .build();
    }

    private JsonObject command(String method, String path, JsonObject body) {
        return object("value", send(method, "/session/" + session + path, body).get("value"));
    }

    private JsonObject call(String method, String path, JsonObject body) {
        return send(method, path, body).object("value");
    }

    private JsonObject send(String method, String path, JsonObject body) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(base + path)).timeout(PATIENCE);
        boolean post = method.equals("POST");
        request.method(method, post ? BodyPublishers.ofByteArray(Json.compact(body)) : BodyPublishers.noBody());
        try {
            var answer = http.send(request.build(), BodyHandlers.ofByteArray());
            assertThat(answer.statusCode())
                    .as("%s %s: %s", method, path, new String(answer.body(), StandardCharsets.UTF_8))
                    .isEqualTo(200);
            return Json.parseObject(answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static JsonObject object(String name, JsonValue value) {
        return JsonObject.builder().put(name, value).build();
    }

    @Override
    public void close() {
        try {
            command("DELETE", "", JsonObject.EMPTY);
        } finally {
            driver.destroy();
        }
    }
}
