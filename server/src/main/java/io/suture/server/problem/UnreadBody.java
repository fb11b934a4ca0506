package io.suture.server.problem;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.HttpHandler;
import org.springframework.http.server.reactive.HttpHandlerDecoratorFactory;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Reads a body that nobody read before its request is answered, with success or not: on a connection that is answered
 * while its body is still on the way, the next request may wait for ever. Where too much is left, or only a part was
 * read, the answer says that the connection closes.
 */
@Component
class UnreadBody implements HttpHandlerDecoratorFactory {

    static final long LIMIT = 8L * 1024 * 1024;

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** Around everything that might answer, filters and firewall included. */
    @Override
    public HttpHandler apply(HttpHandler handler) {
        return (request, response) -> hasBody(request)
                ? handler.handle(WatchedRequest.of(request, response), response)
                : handler.handle(request, response);
    }

    private static boolean hasBody(ServerHttpRequest request) {
        HttpHeaders headers = request.getHeaders();
        return headers.getContentLength() > 0 || headers.containsHeader(HttpHeaders.TRANSFER_ENCODING);
    }

    /** A request that knows how far its body was read. */
    private static final class WatchedRequest extends ServerHttpRequestDecorator {

        private enum Body {
            UNTOUCHED,
            BEGUN,
            READ
        }

        private volatile Body body = Body.UNTOUCHED;

        private WatchedRequest(ServerHttpRequest request) {
            super(request);
        }

        static WatchedRequest of(ServerHttpRequest request, ServerHttpResponse response) {
            WatchedRequest watched = new WatchedRequest(request);
            response.beforeCommit(() -> watched.finish(response));
            return watched;
        }

        @Override
        public Flux<DataBuffer> getBody() {
            return super.getBody()
                    .doOnSubscribe(subscription -> body = Body.BEGUN)
                    .doOnComplete(() -> body = Body.READ);
        }

        private Mono<Void> finish(ServerHttpResponse response) {
            return switch (body) {
                case READ -> Mono.empty();
                case BEGUN -> close(response);
                case UNTOUCHED -> getHeaders().getContentLength() > LIMIT ? close(response) : drain(response);
            };
        }

        private Mono<Void> drain(ServerHttpResponse response) {
            AtomicLong total = new AtomicLong();
            return getBody()
                    .map(buffer -> total.addAndGet(size(buffer)))
                    .takeUntil(read -> read > LIMIT)
                    .then(Mono.defer(() -> total.get() > LIMIT ? close(response) : Mono.<Void>empty()))
                    .timeout(PATIENCE)
                    .onErrorResume(failure -> close(response));
        }

        private static int size(DataBuffer buffer) {
            int size = buffer.readableByteCount();
            DataBufferUtils.release(buffer);
            return size;
        }

        private static Mono<Void> close(ServerHttpResponse response) {
            return Mono.fromRunnable(() -> response.getHeaders().setConnection("close"));
        }
    }
}
