package io.suture.server.identity;

import org.jspecify.annotations.Nullable;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.security.web.server.context.ServerSecurityContextRepository;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Reads the person from the session's cookie, at each request anew; an access token goes before the cookie. */
@Component
class SessionContexts implements ServerSecurityContextRepository {

    private final BrowserSessions sessions;

    SessionContexts(BrowserSessions sessions) {
        this.sessions = sessions;
    }

    /** A session is opened by {@link Sessions#open} only. */
    @Override
    public Mono<Void> save(ServerWebExchange exchange, @Nullable SecurityContext context) {
        return Mono.empty();
    }

    @Override
    public Mono<SecurityContext> load(ServerWebExchange exchange) {
        return BrowserSessions.isUsedBy(exchange.getRequest())
                ? sessions.find(exchange.getRequest()).map(actor -> new SecurityContextImpl(ActorToken.of(actor)))
                : Mono.empty();
    }
}
