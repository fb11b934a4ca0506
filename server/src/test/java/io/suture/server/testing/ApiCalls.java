package io.suture.server.testing;

import io.suture.trust.json.Json;
import io.suture.trust.json.JsonObject;
import io.suture.trust.key.Signer;
import io.suture.trust.pki.TlsContexts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Calls the people's API over HTTPS, as a person or as nobody. */
public final class ApiCalls {

    private static final String JSON = "application/json";

    /** A request that is not answered by then never will be: the test fails instead of standing still. */
    public static final Duration PATIENCE = Duration.ofMinutes(5);

    private final String url;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .sslContext(TlsContexts.client(ExampleFolder.serverCa(), null))
            .build();
    private final TokenCache tokens = new TokenCache();

    public ApiCalls(String url) {
        this.url = url;
    }

    /** Return the address of a path. */
    public URI uri(String path) {
        return URI.create(url + path);
    }

    public Reply get(String person, String path) {
        return send(as(person, path).GET());
    }

    public Reply post(String person, String path, JsonObject body) {
        return send(as(person, path).header("Content-Type", JSON).POST(BodyPublishers.ofByteArray(Json.compact(body))));
    }

    public Reply post(String person, String path, byte[] body) {
        return send(as(person, path).header("Content-Type", JSON).POST(BodyPublishers.ofByteArray(body)));
    }

    public Reply put(String person, String path, BodyPublisher body, String... headers) {
        HttpRequest.Builder request = as(person, path).header("Content-Type", "application/octet-stream");
        return send((headers.length == 0 ? request : request.headers(headers)).PUT(body));
    }

    /** Send a request with any method, header and token. */
    public Reply call(String method, String path, String bearer) {
        return send(HttpRequest.newBuilder(uri(path))
                .header("Authorization", "Bearer " + bearer)
                .header("Content-Type", JSON)
                .method(method, BodyPublishers.ofString("{}")));
    }

    private HttpRequest.Builder as(String person, String path) {
        return HttpRequest.newBuilder(uri(path)).header("Authorization", "Bearer " + token(person));
    }

    /** Return an access token of an example person. */
    public String token(String person) {
        return tokens.get(person, id -> token(id, ExampleFolder.person(id)));
    }

    /** Return an access token for a person with this key. */
    public String token(String person, Signer key) {
        return exchange(Tokens.assertion(person, key)).json().string("access_token");
    }

    /** Use a token that was made elsewhere for a person. */
    public void remember(String person, String token) {
        tokens.put(person, token);
    }

    /** Hand in an assertion. */
    public Reply exchange(String assertion) {
        String form = "grant_type=" + encode("urn:ietf:params:oauth:grant-type:jwt-bearer") + "&assertion="
                + encode(assertion);
        return send(HttpRequest.newBuilder(uri("/api/v1/token"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form)));
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** Send a request as it is. */
    public Reply send(HttpRequest.Builder request) {
        try {
            HttpResponse<byte[]> response =
                    client.send(request.timeout(PATIENCE).build(), BodyHandlers.ofByteArray());
            return new Reply(response.statusCode(), response.headers(), response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
