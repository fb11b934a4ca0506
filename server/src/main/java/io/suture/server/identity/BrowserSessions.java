package io.suture.server.identity;

import io.suture.server.audit.AuditEvent;
import io.suture.server.audit.AuditKind;
import io.suture.server.audit.AuditTrail;
import io.suture.trust.digest.Digest;
import io.suture.trust.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import org.springframework.http.HttpCookie;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Keeps sessions in the database: any server of the installation knows them, and a stolen table opens none. */
@Component
class BrowserSessions implements Sessions {

    private static final int VALUE_BYTES = 32;
    private static final int MAX_VALUE = 64;

    private final SessionTable table;
    private final PeopleTable people;
    private final AuditTrail audit;
    private final TransactionalOperator transaction;
    private final Clock clock;
    private final SecureRandom random;

    BrowserSessions(
            SessionTable table,
            PeopleTable people,
            AuditTrail audit,
            TransactionalOperator transaction,
            Clock clock,
            SecureRandom random) {
        this.table = table;
        this.people = people;
        this.audit = audit;
        this.transaction = transaction;
        this.clock = clock;
        this.random = random;
    }

    @Override
    public Mono<ResponseCookie> open(Actor actor, String method) {
        String value = newValue();
        JsonObject detail = JsonObject.builder().put("method", method).build();
        return audit.append(event(actor, AuditKind.SESSION_OPENED, detail))
                .flatMap(event -> table.insert(hash(value), actor.id(), method, clock.instant(), event))
                .then(Mono.defer(() -> table.forget(clock.instant())))
                .thenReturn(cookie(value, ABSOLUTE))
                .as(transaction::transactional);
    }

    @Override
    public Mono<ResponseCookie> close(ServerWebExchange exchange) {
        return Mono.justOrEmpty(id(exchange.getRequest()))
                .flatMap(table::delete)
                .flatMap(people::find)
                .flatMap(person -> audit.append(event(person.actor(), AuditKind.SESSION_CLOSED, JsonObject.EMPTY)))
                .as(transaction::transactional)
                .thenReturn(cookie("", Duration.ZERO));
    }

    /** Return the person of the request's session as the registry knows the person now. */
    Mono<Actor> find(ServerHttpRequest request) {
        return Mono.justOrEmpty(id(request))
                .flatMap(id -> table.touch(id, clock.instant()))
                .flatMap(people::findActive)
                .map(Person::actor);
    }

    /** Return whether the request relies on the cookie. */
    static boolean isUsedBy(ServerHttpRequest request) {
        return request.getCookies().containsKey(COOKIE)
                && !request.getHeaders().containsHeader(HttpHeaders.AUTHORIZATION);
    }

    private static Optional<Digest> id(ServerHttpRequest request) {
        return Optional.ofNullable(request.getCookies().getFirst(COOKIE))
                .map(HttpCookie::getValue)
                .filter(value -> !value.isEmpty() && value.length() <= MAX_VALUE)
                .map(BrowserSessions::hash);
    }

    private String newValue() {
        byte[] bytes = new byte[VALUE_BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static Digest hash(String value) {
        return Digest.of(value.getBytes(StandardCharsets.UTF_8));
    }

    private static ResponseCookie cookie(String value, Duration age) {
        return ResponseCookie.from(COOKIE, value)
                .httpOnly(true)
                .secure(true)
                .sameSite("Strict")
                .path("/")
                .maxAge(age)
                .build();
    }

    private static AuditEvent event(Actor actor, AuditKind kind, JsonObject detail) {
        return new AuditEvent(
                actor.manufacturer().orElse(AuditEvent.PLATFORM),
                kind,
                JsonObject.EMPTY,
                actor.describe(),
                JsonObject.EMPTY,
                detail);
    }
}
