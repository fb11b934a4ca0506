package io.suture.server.problem;

import org.springframework.security.web.server.firewall.ServerExchangeRejectedException;
import org.springframework.security.web.server.firewall.ServerExchangeRejectedHandler;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Answers what the firewall rejects like every other refusal. */
@Component
class RejectedExchanges implements ServerExchangeRejectedHandler {

    private final Problems problems;

    RejectedExchanges(Problems problems) {
        this.problems = problems;
    }

    @Override
    public Mono<Void> handle(ServerWebExchange exchange, ServerExchangeRejectedException rejected) {
        return problems.write(
                exchange,
                new PlainRefusal(
                        ProblemType.MALFORMED_REQUEST, "The request's method, path or headers are not allowed."));
    }
}
