package io.suture.server.timestamp;

import io.suture.trust.log.LogLimits;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.reactive.function.client.WebClientException;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;

/** Asks one authority over HTTP (RFC 3161 section 3.4): that address and no other, small and soon. */
final class AuthorityClient {

    private static final MediaType QUERY = MediaType.valueOf("application/timestamp-query");
    private static final MediaType REPLY = MediaType.valueOf("application/timestamp-reply");

    private final URI url;
    private final Duration timeout;
    private final WebClient http;

    AuthorityClient(URI url, Duration timeout) {
        this.url = url;
        this.timeout = timeout;
        HttpClient client =
                HttpClient.create(ConnectionProvider.newConnection()).followRedirect(false);
        this.http = WebClient.builder()
                .clientConnector(new ReactorClientHttpConnector(client))
                .codecs(codecs -> codecs.defaultCodecs().maxInMemorySize(LogLimits.TIMESTAMP_BYTES))
                .build();
    }

    /** Returns the answer's bytes, which nobody has looked at yet. */
    Mono<byte[]> ask(byte[] request) {
        return http.post()
                .uri(url)
                .contentType(QUERY)
                .accept(REPLY)
                .bodyValue(request)
                .exchangeToMono(AuthorityClient::content)
                .timeout(timeout)
                .onErrorMap(TimeoutException.class, e -> new AuthoritySilentException("no answer within " + timeout, e))
                .onErrorMap(
                        DataBufferLimitException.class,
                        e -> new AuthoritySilentException(
                                "an answer of more than " + LogLimits.TIMESTAMP_BYTES + " bytes", e))
                .onErrorMap(WebClientException.class, e -> new AuthoritySilentException(e.toString(), e));
    }

    private static Mono<byte[]> content(ClientResponse response) {
        if (response.statusCode() != HttpStatus.OK) {
            return refused(response, "status " + response.statusCode().value());
        }
        if (!response.headers().contentType().filter(REPLY::equals).isPresent()) {
            return refused(response, "the answer's type is not " + REPLY);
        }
        return response.bodyToMono(byte[].class)
                .switchIfEmpty(Mono.error(() -> new AuthoritySilentException("an empty answer")));
    }

    private static Mono<byte[]> refused(ClientResponse response, String problem) {
        return response.releaseBody().then(Mono.error(() -> new AuthoritySilentException(problem)));
    }
}
