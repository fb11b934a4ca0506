package io.suture.server.testing;

import io.suture.trust.director.AssignmentStatement;
import io.suture.trust.director.Nonce;
import io.suture.trust.dsse.Envelope;
import io.suture.trust.tuf.MetadataSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.SecureRandom;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/** Speaks to the device listener over mutual TLS; also the source of a TUF client. */
public final class DeviceHttp implements MetadataSource {

    private static final SecureRandom RANDOM = new SecureRandom();

    private final HttpClient http;
    private final String url;

    public DeviceHttp(String url, SSLContext tls) {
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .sslContext(tls)
                .build();
        this.url = url;
    }

    public HttpResponse<byte[]> get(String path, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url + path));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return send(request);
    }

    /** Asks for the assignment with a fresh nonce. */
    public HttpResponse<byte[]> ask() {
        return ask(Nonce.of(RANDOM));
    }

    public HttpResponse<byte[]> ask(Nonce nonce) {
        return get("/device/v1/assignment?nonce=" + nonce);
    }

    /** What the assignment claims. */
    public AssignmentStatement assignment() {
        return AssignmentStatement.claimedBy(Envelope.parse(ask().body()));
    }

    public HttpResponse<byte[]> head(String path) {
        return send(HttpRequest.newBuilder(URI.create(url + path)).HEAD());
    }

    public HttpResponse<byte[]> post(String path, byte[] body) {
        return send(HttpRequest.newBuilder(URI.create(url + path)).POST(BodyPublishers.ofByteArray(body)));
    }

    public HttpResponse<byte[]> send(HttpRequest.Builder request) {
        try {
            return http.send(request.timeout(ApiCalls.PATIENCE).build(), BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public Optional<byte[]> fetch(String fileName, int maxBytes) {
        return read("/repository/" + Factory.MANUFACTURER + "/metadata/" + fileName);
    }

    @Override
    public Optional<byte[]> fetchTarget(String path, int maxBytes) {
        return read("/repository/" + Factory.MANUFACTURER + "/targets/" + path);
    }

    private Optional<byte[]> read(String path) {
        HttpResponse<byte[]> answer = get(path);
        return switch (answer.statusCode()) {
            case 200 -> Optional.of(answer.body());
            case 403, 404, 410 -> Optional.empty();
            default -> throw new IllegalStateException("status " + answer.statusCode());
        };
    }
}
