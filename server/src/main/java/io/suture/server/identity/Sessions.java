package io.suture.server.identity;

import java.time.Duration;
import org.springframework.http.ResponseCookie;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Sessions of browsers. The cookie holds a random value, everything else is kept by the server. */
public interface Sessions {

    /** Name of the cookie; the prefix binds it to this host and to HTTPS (RFC 6265bis section 4.1.3.2). */
    String COOKIE = "__Host-suture";

    /** A session ends when the browser was idle for longer. */
    Duration IDLE = Duration.ofMinutes(15);

    /** A session ends so long after the sign-in, whatever happens. */
    Duration ABSOLUTE = Duration.ofHours(8);

    /**
     * Open a session for a person who just signed in and return its cookie. The value is new at each sign-in, hence a
     * value planted before it opens nothing.
     *
     * @param method how the person signed in, a code such as {@code passkey}
     */
    Mono<ResponseCookie> open(Actor actor, String method);

    /** End the session of the exchange, if any, and return the cookie that makes the browser forget it. */
    Mono<ResponseCookie> close(ServerWebExchange exchange);
}
