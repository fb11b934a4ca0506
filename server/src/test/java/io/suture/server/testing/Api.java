package io.suture.server.testing;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.suture.trust.json.Json;
import io.suture.trust.json.JsonObject;
import io.suture.trust.key.SoftwareSigner;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.interfaces.ECPrivateKey;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;

/** Calls the people's API as a person. */
public final class Api {

    private final HttpClient http;
    private final String url;
    private final Map<String, SoftwareSigner> keys;
    private final TokenCache tokens = new TokenCache();

    public Api(String url, SSLContext tls, Map<String, SoftwareSigner> keys) {
        this.http = HttpClient.newBuilder().sslContext(tls).build();
        this.url = url;
        this.keys = keys;
    }

    /** An answer of any status. */
    public record Answer(int status, byte[] body) {

        public JsonObject json() {
            return Json.parseObject(body);
        }

        /** Return the code of the problem type, or the empty string. */
        public String problem() {
            return status < 400 ? "" : json().string("type").replace("urn:suture:problem:", "");
        }

        public Answer expect(int expected) {
            if (status != expected) {
                throw new AssertionError(
                        "status " + status + ", not " + expected + ": " + new String(body, StandardCharsets.UTF_8));
            }
            return this;
        }
    }

    public Answer get(String person, String path) {
        return send(request(person, path).GET());
    }

    public Answer post(String person, String path, JsonObject body) {
        return post(person, path, Json.compact(body));
    }

    public Answer post(String person, String path, byte[] body) {
        return send(request(person, path)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(body)));
    }

    public Answer put(String person, String path, String type, byte[] body) {
        return send(request(person, path).header("Content-Type", type).PUT(BodyPublishers.ofByteArray(body)));
    }

    public Answer put(String person, String path, Supplier<InputStream> body) {
        return send(request(person, path)
                .header("Content-Type", "application/octet-stream")
                .PUT(BodyPublishers.ofInputStream(body)));
    }

    /** The same with a token that was made elsewhere. */
    public Answer getAs(String token, String path) {
        return send(bearer(token, path).GET());
    }

    /** The same with a token that was made elsewhere. */
    public Answer postAs(String token, String path, JsonObject body) {
        return send(bearer(token, path)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(Json.compact(body))));
    }

    private HttpRequest.Builder bearer(String token, String path) {
        return HttpRequest.newBuilder(URI.create(url + path)).header("Authorization", "Bearer " + token);
    }

    private HttpRequest.Builder request(String person, String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url + path));
        return person.isEmpty()
                ? request
                : request.header("Authorization", "Bearer " + tokens.get(person, this::token));
    }

    private Answer send(HttpRequest.Builder request) {
        try {
            HttpResponse<byte[]> answer =
                    http.send(request.timeout(ApiCalls.PATIENCE).build(), BodyHandlers.ofByteArray());
            return new Answer(answer.statusCode(), answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private String token(String person) {
        String form = "grant_type=" + encode("urn:ietf:params:oauth:grant-type:jwt-bearer") + "&assertion="
                + encode(assertion(person));
        return send(HttpRequest.newBuilder(URI.create(url + "/api/v1/token"))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(form)))
                .expect(200)
                .json()
                .string("access_token");
    }

    private String assertion(String person) {
        Instant now = Instant.now();
        JWTClaimsSet claims = new JWTClaimsSet.Builder()
                .issuer(person)
                .subject(person)
                .audience("suture-api")
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plusSeconds(50)))
                .jwtID(UUID.randomUUID().toString())
                .build();
        try {
            SignedJWT jwt = new SignedJWT(
                    new JWSHeader.Builder(JWSAlgorithm.ES256)
                            .type(JOSEObjectType.JWT)
                            .build(),
                    claims);
            jwt.sign(new ECDSASigner((ECPrivateKey) keys.get(person).jcaPrivateKey()));
            return jwt.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
