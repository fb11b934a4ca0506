package io.suture.server.testing;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.suture.trust.json.Json;
import io.suture.trust.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** An OpenID Connect issuer in this process, over TLS: discovery, keys, tokens. */
public final class TestIssuer implements AutoCloseable {

    private final HttpsServer server;
    private final AtomicInteger reads = new AtomicInteger();
    private final AtomicInteger asked = new AtomicInteger();
    private volatile ECKey key = newKey("one");
    private final ExecutorService executor = Executors.newCachedThreadPool();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final AtomicLong sent = new AtomicLong();
    private volatile Mood mood = Mood.WELL;

    /** How the issuer answers when it is asked for its keys. */
    public enum Mood {
        WELL,
        DOWN,
        SILENT,
        TRICKLING,
        ENDLESS
    }

    public TestIssuer(TestPki pki) {
        try {
            server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        server.setHttpsConfigurator(new HttpsConfigurator(pki.client(pki.serverCertificate(), pki.serverKey())));
        server.createContext("/.well-known/openid-configuration", exchange -> answer(exchange, discovery()));
        server.createContext("/keys", exchange -> {
            reads.incrementAndGet();
            answer(exchange, new JWKSet(key.toPublicJWK()).toString().getBytes(StandardCharsets.UTF_8));
        });
        server.setExecutor(executor);
        server.start();
    }

    private static ECKey newKey(String kid) {
        try {
            return new ECKeyGenerator(Curve.P_256).keyID(kid).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private void answer(HttpExchange exchange, byte[] body) throws IOException {
        asked.incrementAndGet();
        try (exchange) {
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            switch (mood) {
                case WELL -> {
                    exchange.sendResponseHeaders(200, body.length);
                    exchange.getResponseBody().write(body);
                }
                case DOWN -> exchange.sendResponseHeaders(503, -1);
                case SILENT -> pause(Duration.ofHours(1));
                case TRICKLING -> spaces(exchange, 1, Duration.ofMillis(50));
                case ENDLESS -> spaces(exchange, 1 << 16, Duration.ZERO);
            }
        }
    }

    /** Sends spaces, which JSON allows anywhere, until the client has enough of it. */
    private void spaces(HttpExchange exchange, int size, Duration pause) throws IOException {
        byte[] spaces = new byte[size];
        Arrays.fill(spaces, (byte) ' ');
        exchange.sendResponseHeaders(200, 0);
        while (!pause(pause)) {
            exchange.getResponseBody().write(spaces);
            exchange.getResponseBody().flush();
            sent.addAndGet(size);
        }
    }

    /** Waits, and returns whether the issuer was closed meanwhile. */
    private boolean pause(Duration time) {
        try {
            return closed.await(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    private byte[] discovery() {
        return Json.compact(JsonObject.builder()
                .put("issuer", uri())
                .put("jwks_uri", uri() + "/keys")
                .build());
    }

    public String uri() {
        return "https://localhost:" + server.getAddress().getPort();
    }

    /** How often the keys were read. */
    public int reads() {
        return reads.get();
    }

    public void mood(Mood next) {
        mood = next;
    }

    /** How often the issuer was asked for anything. */
    public int asked() {
        return asked.get();
    }

    /** How many bytes of a bad answer a client took. */
    public long sent() {
        return sent.get();
    }

    public ECKey key() {
        return key;
    }

    /** Claims of a good access token. */
    public JWTClaimsSet.Builder claims(String person) {
        Instant now = Instant.now();
        return new JWTClaimsSet.Builder()
                .issuer(uri())
                .subject(person)
                .audience("suture-api")
                .jwtID(UUID.randomUUID().toString())
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plusSeconds(300)));
    }

    /** Return a token of these claims, signed by this issuer. */
    public String token(JWTClaimsSet.Builder claims) {
        return token(claims, key.getKeyID(), key);
    }

    /** Return a token that names a key and is signed with another. */
    public String token(JWTClaimsSet.Builder claims, String kid, ECKey signer) {
        try {
            SignedJWT token = new SignedJWT(
                    new JWSHeader.Builder(JWSAlgorithm.ES256)
                            .type(new JOSEObjectType("at+jwt"))
                            .keyID(kid)
                            .build(),
                    claims.build());
            token.sign(new ECDSASigner(signer));
            return token.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        executor.shutdownNow();
    }
}
