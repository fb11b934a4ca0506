package io.suture.server.audit;

import io.netty.handler.ssl.SslContext;
import io.suture.server.runtime.OutboundTls;
import io.suture.trust.digest.Digest;
import io.suture.trust.log.LogLimits;
import io.suture.trust.log.witness.WitnessAnswer;
import io.suture.trust.log.witness.WitnessExchange;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;

/**
 * Talks to witnesses (tlog-witness): only to the configured addresses, without redirects, with limits on time and size. What
 * fails on the way is an answer that says nothing about the log.
 */
final class WitnessClient {

    private static final MediaType TEXT = new MediaType(MediaType.TEXT_PLAIN, StandardCharsets.UTF_8);

    private final WebClient http;
    private final Duration patience;

    WitnessClient(Duration patience, Optional<String> ca) {
        this.patience = patience;
        SslContext tlsContext = OutboundTls.trusting(ca, "suture.audit.witness-ca");
        HttpClient client = HttpClient.create()
                .responseTimeout(patience)
                .secure(tls -> tls.sslContext(tlsContext).handshakeTimeout(patience));
        this.http = WebClient.builder()
                .clientConnector(new ReactorClientHttpConnector(client))
                .codecs(codecs -> codecs.defaultCodecs().maxInMemorySize(LogLimits.NOTE_BYTES))
                .build();
    }

    /** Sends a request of {@code add-checkpoint} and returns what the answer means. */
    Mono<WitnessAnswer> addCheckpoint(URI address, WitnessExchange exchange, byte[] request) {
        return http.post()
                .uri(URI.create(address + "/add-checkpoint"))
                .contentType(TEXT)
                .bodyValue(request)
                .exchangeToMono(response -> response.bodyToMono(byte[].class)
                        .defaultIfEmpty(new byte[0])
                        .map(body -> exchange.read(
                                response.statusCode().value(),
                                response.headers().header(HttpHeaders.CONTENT_TYPE).stream()
                                        .findFirst()
                                        .orElse(""),
                                body)))
                .timeout(patience)
                .onErrorResume(failure -> Mono.just(new WitnessAnswer.Unusable(problem(failure))));
    }

    /** Returns the checkpoint that the witness signed last of a log; empty when it has none or does not answer. */
    Mono<byte[]> checkpoint(URI address, String origin) {
        String name = Digest.of(origin.getBytes(StandardCharsets.UTF_8)).hex();
        return http.get()
                .uri(URI.create(address + "/" + name + "/checkpoint"))
                .exchangeToMono(response -> response.statusCode().value() == 200
                        ? response.bodyToMono(byte[].class)
                        : response.releaseBody().then(Mono.<byte[]>empty()))
                .timeout(patience)
                .onErrorComplete();
    }

    private static String problem(Throwable failure) {
        return "no answer: " + failure.getClass().getSimpleName();
    }
}
