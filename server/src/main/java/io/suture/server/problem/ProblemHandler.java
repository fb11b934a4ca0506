package io.suture.server.problem;

import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.webflux.error.ErrorWebExceptionHandler;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.server.MethodNotAllowedException;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.util.DisconnectedClientHelper;
import reactor.core.publisher.Mono;
import reactor.netty.channel.AbortedException;

/** The one place where a failure becomes an answer; nothing internal leaves the server. */
@Component
@Order(-2)
class ProblemHandler implements ErrorWebExceptionHandler {

    private static final Logger LOG = LoggerFactory.getLogger(ProblemHandler.class);
    private static final int DEPTH = 8;

    private final Problems problems;
    private final List<RefusalMapper> mappers;

    ProblemHandler(Problems problems, List<RefusalMapper> mappers) {
        this.problems = problems;
        this.mappers = List.copyOf(mappers);
    }

    @Override
    public Mono<Void> handle(ServerWebExchange exchange, Throwable failure) {
        if (exchange.getResponse().isCommitted()) {
            return Mono.error(failure);
        }
        if (DisconnectedClientHelper.isClientDisconnectedException(failure) || failure instanceof AbortedException) {
            LOG.debug("{} {} ended with the connection", exchange.getRequest().getMethod(), path(exchange));
            return exchange.getResponse().setComplete();
        }
        Refusal refusal = refusal(failure);
        if (refusal.type().status().is5xxServerError()) {
            LOG.error("{} {} failed", exchange.getRequest().getMethod(), path(exchange), failure);
        }
        headers(exchange.getResponse().getHeaders(), failure);
        return problems.write(exchange, refusal);
    }

    private static String path(ServerWebExchange exchange) {
        return exchange.getRequest().getPath().value().replaceAll("\\p{Cntrl}", "_");
    }

    private static void headers(HttpHeaders headers, Throwable failure) {
        if (failure instanceof MethodNotAllowedException notAllowed) {
            headers.setAllow(new HashSet<>(notAllowed.getSupportedMethods()));
        }
    }

    private Refusal refusal(Throwable failure) {
        return Stream.<Throwable>iterate(failure, Objects::nonNull, Throwable::getCause)
                .limit(DEPTH)
                .flatMap(cause -> mappers.stream().map(mapper -> mapper.map(cause)))
                .flatMap(Optional::stream)
                .findFirst()
                .orElseGet(() -> new PlainRefusal(ProblemType.INTERNAL_ERROR, "The server failed; its log says why."));
    }
}
