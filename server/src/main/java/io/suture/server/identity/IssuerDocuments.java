package io.suture.server.identity;

import com.nimbusds.jose.jwk.JWKSet;
import io.netty.handler.ssl.SslContext;
import io.suture.server.runtime.OutboundTls;
import io.suture.trust.json.Json;
import io.suture.trust.json.JsonObject;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Duration;
import java.util.Optional;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;

/**
 * Reads what an issuer publishes (OpenID Connect Discovery 1.0 section 4): over HTTPS only, without redirects, small and
 * soon. No token ever says where to read.
 */
final class IssuerDocuments {

    static final int MAX_BYTES = 256 * 1024;
    static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final String DISCOVERY = "/.well-known/openid-configuration";
    private static final String HTTPS = "https://";

    private final String issuer;
    private final WebClient http;

    IssuerDocuments(String issuer, Optional<String> ca) {
        this.issuer = issuer;
        SslContext tlsContext = OutboundTls.trusting(ca, "suture.identity.oidc.ca");
        HttpClient client = HttpClient.create()
                .responseTimeout(PATIENCE)
                .secure(tls -> tls.sslContext(tlsContext).handshakeTimeout(PATIENCE));
        this.http = WebClient.builder()
                .clientConnector(new ReactorClientHttpConnector(client))
                .codecs(codecs -> codecs.defaultCodecs().maxInMemorySize(MAX_BYTES))
                .build();
    }

    /** Return the keys that the issuer publishes now. */
    Mono<JWKSet> keys() {
        return read(issuer.replaceAll("/$", "") + DISCOVERY)
                .map(this::keysAddress)
                .flatMap(this::read)
                .map(IssuerDocuments::keys)
                .timeout(PATIENCE.multipliedBy(2));
    }

    private Mono<byte[]> read(String address) {
        return http.get().uri(URI.create(address)).retrieve().bodyToMono(byte[].class);
    }

    private String keysAddress(byte[] document) {
        JsonObject discovered = Json.parseObject(document);
        String address = discovered.string("jwks_uri");
        if (!issuer.equals(discovered.string("issuer")) || !address.startsWith(HTTPS)) {
            throw new IllegalStateException("the discovery document is not that of " + issuer);
        }
        return address;
    }

    private static JWKSet keys(byte[] document) {
        try {
            return JWKSet.parse(new String(document, StandardCharsets.UTF_8));
        } catch (ParseException e) {
            throw new IllegalStateException("not a JWK set", e);
        }
    }
}
