package io.suture.server.problem;

import java.time.Duration;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * What a refused request has still to say. A short rest is read and thrown away, so that the connection can serve the next
 * request; before a longer or slower one the connection ends.
 */
final class UnreadBody {

    static final long LIMIT = 1024 * 1024;
    static final Duration PATIENCE = Duration.ofSeconds(2);

    private UnreadBody() {}

    static Mono<Void> discard(ServerWebExchange exchange) {
        return exchange.getRequest()
                .getBody()
                .map(UnreadBody::release)
                .scan(0L, Long::sum)
                .takeUntil(total -> total > LIMIT)
                .last(0L)
                .timeout(PATIENCE)
                .onErrorReturn(IllegalStateException.class, 0L) // somebody else has read it
                .onErrorReturn(Long.MAX_VALUE)
                .doOnNext(total -> endIfLong(exchange, total))
                .then();
    }

    private static long release(DataBuffer buffer) {
        long length = buffer.readableByteCount();
        DataBufferUtils.release(buffer);
        return length;
    }

    private static void endIfLong(ServerWebExchange exchange, long read) {
        if (read > LIMIT) {
            exchange.getResponse().getHeaders().setConnection("close");
        }
    }
}
