package io.suture.server.problem;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * Reads the rest of a body before a request is refused. A connection that is answered while its body is still on the way
 * cannot be used again reliably; where too much is left, the answer says that the connection closes.
 */
final class UnreadBody {

    static final long LIMIT = 8L * 1024 * 1024;

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private UnreadBody() {}

    static Mono<Void> drain(ServerWebExchange exchange) {
        ServerHttpRequest request = exchange.getRequest();
        HttpHeaders headers = request.getHeaders();
        boolean chunked = headers.containsHeader(HttpHeaders.TRANSFER_ENCODING);
        if (headers.getContentLength() <= 0 && !chunked) {
            return Mono.empty();
        }
        return headers.getContentLength() > LIMIT ? close(exchange) : drain(request, exchange);
    }

    private static Mono<Void> drain(ServerHttpRequest request, ServerWebExchange exchange) {
        AtomicLong total = new AtomicLong();
        return request.getBody()
                .map(buffer -> total.addAndGet(size(buffer)))
                .takeUntil(read -> read > LIMIT)
                .then(Mono.defer(() -> total.get() > LIMIT ? close(exchange) : Mono.<Void>empty()))
                .timeout(PATIENCE)
                .onErrorResume(failure -> close(exchange));
    }

    private static int size(DataBuffer buffer) {
        int size = buffer.readableByteCount();
        DataBufferUtils.release(buffer);
        return size;
    }

    private static Mono<Void> close(ServerWebExchange exchange) {
        return Mono.fromRunnable(() -> {
            if (!exchange.getResponse().isCommitted()) {
                exchange.getResponse().getHeaders().setConnection("close");
            }
        });
    }
}
