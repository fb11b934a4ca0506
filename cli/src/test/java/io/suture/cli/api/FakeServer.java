package io.suture.cli.api;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.suture.trust.key.KeyAlgorithm;
import io.suture.trust.key.SoftwareSigner;
import io.suture.trust.pki.CertificateAuthority;
import io.suture.trust.pki.Certificates;
import io.suture.trust.pki.TlsContexts;
import io.suture.trust.pki.Validity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A TLS server with canned answers that remembers what it was asked. */
public final class FakeServer implements AutoCloseable {

    private static final SecureRandom RANDOM = new SecureRandom();

    /** A request as it arrived. */
    public record Request(String line, Map<String, String> headers, byte[] body) {

        public String text() {
            return new String(body, StandardCharsets.UTF_8);
        }
    }

    /** A canned answer. */
    public record Answer(int status, byte[] body) {

        public static Answer json(int status, String body) {
            return new Answer(status, body.getBytes(StandardCharsets.UTF_8));
        }

        public static Answer problem(int status, String code, String detail) {
            return json(status, "{\"type\":\"urn:suture:problem:" + code + "\",\"detail\":\"" + detail + "\"}");
        }
    }

    /** Decides at the time of the request. */
    public interface Handler {
        Answer answer(Request request);
    }

    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private final Map<String, Handler> handlers = new LinkedHashMap<>();
    private final ExecutorService executor = Executors.newCachedThreadPool();
    private final HttpsServer server;
    private final CertificateAuthority authority;

    public FakeServer() throws IOException {
        Validity life = Validity.from(Instant.now().minusSeconds(3600), Duration.ofDays(1));
        authority = CertificateAuthority.selfSigned("Test CA", key(), life, RANDOM);
        SoftwareSigner key = key();
        var certificate = authority.issueServer(key.publicKey(), List.of("localhost", "127.0.0.1"), life);
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(TlsContexts.client(
                List.of(authority.certificate()), new TlsContexts.Identity(List.of(certificate), key))));
        server.setExecutor(executor);
        server.createContext("/", this::handle);
        on(
                "POST /api/v1/token",
                request -> Answer.json(200, "{\"access_token\":\"" + token() + "\",\"expires_in\":600}"));
        server.start();
    }

    public FakeServer on(String line, Handler handler) {
        handlers.put(line, handler);
        return this;
    }

    public FakeServer on(String line, int status, String json) {
        return on(line, request -> Answer.json(status, json));
    }

    public String url() {
        return "https://127.0.0.1:" + server.getAddress().getPort();
    }

    public List<Request> requests() {
        return requests;
    }

    public List<String> lines() {
        return requests.stream().map(Request::line).toList();
    }

    /** Writes a profile file for a person of manufacturer exm and returns it. */
    public Path profile(Path folder, String person, SoftwareSigner key) throws IOException {
        Files.writeString(folder.resolve("ca.pem"), Certificates.toPem(authority.certificate()));
        Files.writeString(folder.resolve("key.pem"), key.toPem());
        return Files.writeString(
                folder.resolve("profile.json"),
                String.format(
                        "{\"server\":\"%s\",\"ca\":\"ca.pem\",\"as\":\"%s\",\"key\":\"key.pem\",\"manufacturer\":\"exm\"}",
                        url(), person));
    }

    public static SoftwareSigner key() {
        return SoftwareSigner.generate(KeyAlgorithm.ECDSA_P256, RANDOM);
    }

    @Override
    public void close() {
        server.stop(0);
        executor.shutdownNow();
    }

    private static String token() {
        var encoder = java.util.Base64.getUrlEncoder().withoutPadding();
        return "e30." + encoder.encodeToString("{\"name\":\"Quality Approver One\"}".getBytes(StandardCharsets.UTF_8))
                + ".c2ln";
    }

    private void handle(HttpExchange exchange) throws IOException {
        String line = exchange.getRequestMethod() + " " + exchange.getRequestURI();
        Map<String, String> headers = new LinkedHashMap<>();
        exchange.getRequestHeaders()
                .forEach((name, values) -> headers.put(name.toLowerCase(java.util.Locale.ROOT), values.get(0)));
        Request request = new Request(line, headers, exchange.getRequestBody().readAllBytes());
        requests.add(request);
        Handler handler = handlers.getOrDefault(line, r -> Answer.problem(404, "not-found", "nothing at " + line));
        respond(exchange, handler.answer(request));
    }

    private static void respond(HttpExchange exchange, Answer answer) {
        try (exchange) {
            exchange.sendResponseHeaders(answer.status(), answer.body().length == 0 ? -1 : answer.body().length);
            exchange.getResponseBody().write(answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
