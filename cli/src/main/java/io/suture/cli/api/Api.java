package io.suture.cli.api;

import io.suture.cli.keys.KeyFiles;
import io.suture.cli.session.LocalFiles;
import io.suture.cli.session.Profile;
import io.suture.cli.session.Session;
import io.suture.trust.json.Json;
import io.suture.trust.key.Signer;
import io.suture.trust.pki.Certificates;
import io.suture.trust.pki.TlsContexts;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/** Connects a session to its server. */
public final class Api {

    private static final Duration CONNECT_WITHIN = Duration.ofSeconds(10);
    private static final String GRANT = "urn:ietf:params:oauth:grant-type:jwt-bearer";

    private Api() {}

    /** Return the client of the acting person; the token is fetched with the first request. */
    public static ApiClient of(Session session) {
        Profile profile = session.profile();
        URI server = Session.required(profile.server(), "--server");
        HttpClient http = http(Session.required(profile.ca(), "--ca"));
        return new ApiClient(http, requireHttps(server), once(() -> token(session, http, server)));
    }

    /** Return the client of somebody who has no token yet. */
    public static ApiClient anonymous(Session session) {
        Profile profile = session.profile();
        return new ApiClient(
                http(Session.required(profile.ca(), "--ca")),
                requireHttps(Session.required(profile.server(), "--server")),
                () -> "");
    }

    /** Return a client for one server that anybody may ask, by the authorities of the platform unless others are named. */
    public static HttpClient http(Optional<Path> ca) {
        return ca.map(Api::http).orElseGet(() -> client().build());
    }

    private static HttpClient http(Path ca) {
        return client().sslContext(
                        TlsContexts.client(Certificates.parsePem(LocalFiles.readText(ca, LocalFiles.KEY)), null))
                .sslParameters(TlsContexts.clientParameters())
                .build();
    }

    private static HttpClient.Builder client() {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(CONNECT_WITHIN);
    }

    private static URI requireHttps(URI server) {
        if (!"https".equalsIgnoreCase(server.getScheme()) || server.getHost() == null) {
            throw io.suture.cli.session.CommandFailure.usage("--server must be an https:// address");
        }
        return server;
    }

    private static String token(Session session, HttpClient http, URI server) {
        return session.environment("SUTURE_TOKEN").orElseGet(() -> exchange(session, http, server));
    }

    private static String exchange(Session session, HttpClient http, URI server) {
        Signer key = KeyFiles.personKey(session);
        String assertion = Assertion.create(
                session.person(),
                key,
                session.world().clock().instant(),
                session.world().random());
        String form = "grant_type=" + URLEncoder.encode(GRANT, StandardCharsets.UTF_8) + "&assertion=" + assertion;
        HttpRequest request = HttpRequest.newBuilder(ApiPath.of("token").on(server))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .timeout(Duration.ofSeconds(30))
                .POST(BodyPublishers.ofString(form))
                .build();
        return Json.parseObject(ApiClient.send(http, request)).string("access_token");
    }

    private static Supplier<String> once(Supplier<String> source) {
        return new Supplier<>() {
            private String value = "";

            @Override
            public synchronized String get() {
                if (value.isEmpty()) {
                    value = source.get();
                }
                return value;
            }
        };
    }
}
