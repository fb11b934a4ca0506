package io.suture.cli.audit;

import io.suture.cli.session.CommandFailure;
import io.suture.cli.session.ExitCode;
import io.suture.trust.evidence.LogSource;
import io.suture.trust.evidence.LogSourceException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/** A log over HTTP (tlog-tiles); entry bundles are asked for with an access token, if there is one, over TLS only. */
final class LogUrl implements LogSource {

    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(60);
    private static final String ENTRIES = "tile/entries/";

    private final HttpClient http;
    private final String prefix;
    private final Optional<String> token;

    LogUrl(HttpClient http, String prefix, Optional<String> token) {
        this.http = http;
        this.prefix = prefix.endsWith("/") ? prefix : prefix + "/";
        this.token = token.filter(present -> prefix.startsWith("https://"));
    }

    @Override
    public Optional<byte[]> read(String path, int maxBytes) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(prefix + path))
                .timeout(ANSWER_WITHIN)
                .header("Accept-Encoding", "gzip");
        token.filter(present -> path.startsWith(ENTRIES))
                .ifPresent(present -> request.header("Authorization", "Bearer " + present));
        try {
            return content(path, maxBytes, http.send(request.build(), BodyHandlers.ofInputStream()));
        } catch (IOException e) {
            throw failure(ExitCode.UNREACHABLE, "unreachable", path, String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failure(ExitCode.UNREACHABLE, "interrupted", path, "interrupted");
        }
    }

    private Optional<byte[]> content(String path, int maxBytes, HttpResponse<InputStream> answer) throws IOException {
        try (InputStream body = answer.body()) {
            return switch (answer.statusCode()) {
                case 200 -> Optional.of(bounded(path, maxBytes, decoded(answer, body)));
                case 404 -> Optional.empty();
                case 401, 403 -> throw failure(ExitCode.NOT_AUTHORISED, "not-authorised", path, "set SUTURE_TOKEN");
                default ->
                    throw failure(ExitCode.UNREACHABLE, "unexpected-status", path, "status " + answer.statusCode());
            };
        }
    }

    private LogSourceException failure(ExitCode exitCode, String code, String path, String problem) {
        return new LogSourceException(new CommandFailure(exitCode, code, prefix + path + ": " + problem));
    }

    private static InputStream decoded(HttpResponse<InputStream> answer, InputStream body) throws IOException {
        boolean gzip = answer.headers()
                .firstValue("Content-Encoding")
                .filter("gzip"::equals)
                .isPresent();
        return gzip ? new GZIPInputStream(body) : body;
    }

    private byte[] bounded(String path, int maxBytes, InputStream body) throws IOException {
        byte[] content = body.readNBytes(maxBytes + 1);
        if (content.length > maxBytes) {
            throw new CommandFailure(
                    ExitCode.REFUSED, "too-large", prefix + path + " has more than " + maxBytes + " bytes");
        }
        return content;
    }
}
