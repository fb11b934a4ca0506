package io.suture.server.identity;

import io.suture.server.audit.AuditEvent;
import io.suture.server.audit.AuditKind;
import io.suture.server.audit.AuditTrail;
import io.suture.server.problem.CommonRefusal.NotFound;
import io.suture.server.problem.PlainRefusal;
import io.suture.server.problem.ProblemType;
import io.suture.trust.json.JsonObject;
import java.util.List;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.PathContainer;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationResult;
import org.springframework.security.authorization.ReactiveAuthorizationManager;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.server.authorization.AuthorizationContext;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Applies {@link Permission} to every request; logs what it refuses to a known person. */
@Component
class PermissionCheck implements ReactiveAuthorizationManager<AuthorizationContext> {

    private static final int MAX_PATH = 500;

    private final AuditTrail audit;

    PermissionCheck(AuditTrail audit) {
        this.audit = audit;
    }

    @Override
    public Mono<AuthorizationResult> authorize(Mono<Authentication> authentication, AuthorizationContext context) {
        ServerHttpRequest request = context.getExchange().getRequest();
        PathContainer path = request.getPath().pathWithinApplication();
        List<Permission> rows = Permission.matching(path);
        if (rows.stream().anyMatch(row -> row.isPublic() && row.isFor(method(request)))) {
            return Mono.just(new AuthorizationDecision(true));
        }
        return authentication
                .filter(Authentication::isAuthenticated)
                .ofType(ActorToken.class)
                .map(ActorToken::getPrincipal)
                .flatMap(actor -> authorize(actor, rows, request, path))
                .defaultIfEmpty(new AuthorizationDecision(false));
    }

    private Mono<AuthorizationResult> authorize(
            Actor actor, List<Permission> rows, ServerHttpRequest request, PathContainer path) {
        if (rows.isEmpty()) {
            return Mono.error(new NotFound("resource").refused());
        }
        return rows.stream()
                .filter(row -> row.isFor(method(request)))
                .findFirst()
                .map(row -> authorize(actor, row, path))
                .orElseGet(() -> Mono.error(
                        new PlainRefusal(ProblemType.METHOD_NOT_ALLOWED, "This resource does not have that method.")
                                .refused()));
    }

    private Mono<AuthorizationResult> authorize(Actor actor, Permission row, PathContainer path) {
        if (!row.reaches(actor, path)) {
            return refused(actor, row, path, "not-visible").then(Mono.error(() -> new NotFound("resource").refused()));
        }
        if (!row.permits(actor)) {
            return refused(actor, row, path, "role").thenReturn(new AuthorizationDecision(false));
        }
        return Mono.just(new AuthorizationDecision(true));
    }

    private Mono<Void> refused(Actor actor, Permission row, PathContainer path, String reason) {
        String value = path.value();
        JsonObject detail = JsonObject.builder()
                .put("permission", row.name())
                .put("path", value.substring(0, Math.min(value.length(), MAX_PATH)))
                .put("reason", reason)
                .build();
        return audit.refusal(new AuditEvent(
                        actor.manufacturer().orElse(AuditEvent.PLATFORM),
                        AuditKind.ACCESS_REFUSED,
                        JsonObject.EMPTY,
                        actor.describe(),
                        JsonObject.EMPTY,
                        detail))
                .then();
    }

    /** HEAD is answered like GET. */
    private static HttpMethod method(ServerHttpRequest request) {
        return request.getMethod().equals(HttpMethod.HEAD) ? HttpMethod.GET : request.getMethod();
    }
}
