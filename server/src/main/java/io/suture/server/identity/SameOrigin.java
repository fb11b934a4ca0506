package io.suture.server.identity;

import io.suture.server.problem.PlainRefusal;
import io.suture.server.problem.ProblemType;
import io.suture.server.problem.Problems;
import java.util.Set;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Refuses forged requests (CSRF): one that changes something and relies on the cookie must come from a page of this
 * server. Browsers say so in {@code Sec-Fetch-Site} and {@code Origin}, which no page can set. Not a bean: it belongs to
 * the security chain alone.
 */
public final class SameOrigin implements WebFilter {

    private static final Set<HttpMethod> SAFE = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);
    private static final String SITE = "Sec-Fetch-Site";

    private final Problems problems;

    SameOrigin(Problems problems) {
        this.problems = problems;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        ServerHttpRequest request = exchange.getRequest();
        boolean harmless = SAFE.contains(request.getMethod()) || !BrowserSessions.isUsedBy(request);
        return harmless || isSaidBy(request.getHeaders())
                ? chain.filter(exchange)
                : problems.write(
                        exchange,
                        new PlainRefusal(
                                ProblemType.CROSS_SITE_REQUEST,
                                "A request with a session must come from a page of this server."));
    }

    /** Refuse a request without a session that must still come from a page of this server: a sign-in, an account's set-up. */
    public static void require(ServerHttpRequest request) {
        if (!isSaidBy(request.getHeaders())) {
            throw new PlainRefusal(ProblemType.CROSS_SITE_REQUEST, "Do this on a page of this server.").refused();
        }
    }

    /** Return whether the headers say, without contradiction, that a page of this server sent them. */
    static boolean isSaidBy(HttpHeaders headers) {
        String site = headers.getFirst(SITE);
        String origin = headers.getFirst(HttpHeaders.ORIGIN);
        String host = headers.getFirst(HttpHeaders.HOST);
        boolean siteAgrees = site == null || site.equals("same-origin");
        boolean originAgrees = origin == null || origin.equals("https://" + host);
        return siteAgrees && originAgrees && (site != null || origin != null);
    }
}
