package io.suture.cli.api;

import io.suture.cli.session.CommandFailure;
import io.suture.cli.session.ExitCode;
import io.suture.trust.json.Json;
import io.suture.trust.json.JsonObject;
import io.suture.trust.json.JsonValue;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import javax.net.ssl.SSLException;

/** One person's view of the server. Every refusal is a {@link CommandFailure} with the server's words and code. */
public final class ApiClient {

    /** Largest answer that is held in memory. */
    static final int MAX_ANSWER = 32 * 1024 * 1024;

    private static final int FOUND = 200;
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(60);
    private static final Duration DOWNLOAD_WITHIN = Duration.ofMinutes(10);
    private static final long SLOWEST_BYTES_PER_SECOND = 32 * 1024;

    private final HttpClient http;
    private final URI server;
    private final Supplier<String> token;

    ApiClient(HttpClient http, URI server, Supplier<String> token) {
        this.http = http;
        this.server = server;
        this.token = token;
    }

    /** Return a claim of the access token, e.g. the person's printed name; the token is the server's, not checked here. */
    public Optional<String> claim(String name) {
        return AccessToken.claim(token.get(), name);
    }

    /** Return the object at a path. */
    public JsonObject get(ApiPath path) {
        return Json.parseObject(bytes(path));
    }

    /** Return the bytes at a path. */
    public byte[] bytes(ApiPath path) {
        return send(request(path).GET());
    }

    /** Return whether something is at a path; the bytes are not asked for. */
    public boolean exists(ApiPath path) {
        HttpRequest request =
                request(path).method("HEAD", BodyPublishers.noBody()).build();
        return exchange(
                        request,
                        () -> http.send(request, BodyHandlers.discarding()).statusCode())
                == FOUND;
    }

    /** Return the answer to a posted document. */
    public JsonObject post(ApiPath path, JsonValue body) {
        return object(
                send(request(path).header("Content-Type", "application/json").POST(json(body))));
    }

    /** Return the answer to posted bytes, which are sent exactly so. */
    public JsonObject post(ApiPath path, byte[] body, String contentType) {
        return object(send(request(path).header("Content-Type", contentType).POST(BodyPublishers.ofByteArray(body))));
    }

    /** Return the answer to a document put at a path. */
    public JsonObject put(ApiPath path, JsonValue body) {
        return object(
                send(request(path).header("Content-Type", "application/json").PUT(json(body))));
    }

    /** Streams a file to a path with its digest beside it. */
    public JsonObject upload(ApiPath path, Path file, long length, String sha256, Progress progress) {
        return object(send(request(path)
                .header("Content-Type", "application/octet-stream")
                .header("X-Content-SHA256", sha256)
                .timeout(ANSWER_WITHIN.plusSeconds(length / SLOWEST_BYTES_PER_SECOND))
                .PUT(FileUpload.of(file, length, progress))));
    }

    /** Streams the bytes at a path into a file, which appears only when all arrived; returns their number. */
    public long download(ApiPath path, Path file) {
        HttpRequest request = request(path).GET().timeout(DOWNLOAD_WITHIN).build();
        return exchange(request, () -> Download.to(file, http.send(request, BodyHandlers.ofInputStream())));
    }

    private HttpRequest.Builder request(ApiPath path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(path.on(server));
        String bearer = token.get();
        return (bearer.isEmpty() ? request : request.header("Authorization", "Bearer " + bearer))
                .header("Accept", "application/json, application/problem+json, */*;q=0.5")
                .timeout(ANSWER_WITHIN);
    }

    private byte[] send(HttpRequest.Builder request) {
        return send(http, request.build());
    }

    static byte[] send(HttpClient http, HttpRequest request) {
        return exchange(request, () -> {
            HttpResponse<InputStream> response = http.send(request, BodyHandlers.ofInputStream());
            byte[] body = limited(response.body());
            if (response.statusCode() / 100 != 2) {
                throw Problems.of(response.statusCode(), body);
            }
            return body;
        });
    }

    private interface Exchange<T> {
        T run() throws IOException, InterruptedException;
    }

    private static <T> T exchange(HttpRequest request, Exchange<T> exchange) {
        try {
            return exchange.run();
        } catch (SSLException e) {
            throw unreachable(
                    "tls-failed",
                    request,
                    "no trusted connection: " + e.getMessage() + " (is --ca the authority of this server?)");
        } catch (IOException e) {
            throw unreachable("server-unreachable", request, reason(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unreachable("interrupted", request, "interrupted");
        }
    }

    static byte[] limited(InputStream body) throws IOException {
        try (body) {
            byte[] content = body.readNBytes(MAX_ANSWER + 1);
            if (content.length > MAX_ANSWER) {
                throw CommandFailure.refused(
                        "answer-too-large", "the server's answer is larger than " + MAX_ANSWER + " bytes");
            }
            return content;
        }
    }

    private static String reason(IOException e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }

    private static CommandFailure unreachable(String code, HttpRequest request, String reason) {
        URI uri = request.uri();
        String message = uri.getScheme() + "://" + uri.getAuthority() + ": " + reason + " (" + code + ")";
        return new CommandFailure(ExitCode.UNREACHABLE, code, message);
    }

    private static BodyPublisher json(JsonValue body) {
        return BodyPublishers.ofByteArray(Json.compact(body));
    }

    private static JsonObject object(byte[] body) {
        return body.length == 0 ? JsonObject.EMPTY : Json.parseObject(body);
    }
}
