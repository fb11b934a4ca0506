package io.suture.server.identity;

import io.suture.server.audit.AuditEvent;
import io.suture.server.audit.AuditKind;
import io.suture.server.audit.AuditTrail;
import io.suture.server.identity.PasswordSignIn.Credentials;
import io.suture.server.problem.Fields;
import io.suture.server.problem.PlainRefusal;
import io.suture.server.problem.ProblemType;
import io.suture.trust.json.JsonObject;
import io.swagger.v3.oas.annotations.Operation;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.transaction.reactive.TransactionalOperator;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Local accounts over HTTP. */
@RestController
@LocalIssuer
class SignInController {

    private static final String ATTEMPT = "local-sign-in";
    private static final String METHOD = "password-totp";
    private static final int MAX_TEXT = 200;
    private static final int MAX_REASON = 2000;

    private final PasswordSignIn signIn;
    private final LocalAccounts accounts;
    private final AccessTokens tokens;
    private final Sessions sessions;
    private final AuditTrail audit;
    private final TransactionalOperator transaction;

    SignInController(
            PasswordSignIn signIn,
            LocalAccounts accounts,
            AccessTokens tokens,
            Sessions sessions,
            AuditTrail audit,
            TransactionalOperator transaction) {
        this.signIn = signIn;
        this.accounts = accounts;
        this.tokens = tokens;
        this.sessions = sessions;
        this.audit = audit;
        this.transaction = transaction;
    }

    /** What somebody types in. */
    record Typed(
            @Nullable String person,
            @Nullable String password,
            @Nullable String totp,
            @Nullable String code) {

        @Override
        public String toString() {
            return "Typed";
        }
    }

    /** Why. */
    record Reason(@Nullable String reason) {}

    @Operation(summary = "Sign in with password and one-time password: an access token (local issuer)")
    @PostMapping("/api/v1/sign-in")
    Mono<ResponseEntity<TokenController.Answer>> signIn(@RequestBody Typed typed, ServerHttpRequest request) {
        return verify(typed, request)
                .delayUntil(person -> audit.append(signedIn(person)).as(transaction::transactional))
                .map(person -> ResponseEntity.ok()
                        .cacheControl(CacheControl.noStore())
                        .body(TokenController.Answer.of(tokens.issue(person.actor()))));
    }

    @Operation(summary = "Sign in with password and one-time password: a session of this browser (local issuer)")
    @PostMapping("/api/v1/session")
    Mono<ResponseEntity<Void>> open(@RequestBody Typed typed, ServerHttpRequest request) {
        if (!SameOrigin.isSaidBy(request.getHeaders())) {
            throw new PlainRefusal(ProblemType.CROSS_SITE_REQUEST, "Sign in on a page of this server.").refused();
        }
        return verify(typed, request)
                .flatMap(person -> sessions.open(person.actor(), METHOD))
                .map(cookie -> ResponseEntity.noContent()
                        .header(HttpHeaders.SET_COOKIE, cookie.toString())
                        .<Void>build());
    }

    private Mono<Person> verify(Typed typed, ServerHttpRequest request) {
        Credentials credentials = new Credentials(
                Fields.id("person", typed.person()),
                Fields.required("password", typed.password()),
                Fields.text("totp", typed.totp(), MAX_TEXT));
        return signIn.verify(credentials, attempt(credentials.person(), request), ATTEMPT);
    }

    @Operation(summary = "Make or reset a person's local account; answers a one-time code to hand to the person")
    @PostMapping("/api/v1/people/{person}/local-account")
    @ResponseStatus(HttpStatus.CREATED)
    Mono<LocalAccounts.SetupCode> reset(
            @Acting Actor actor, @PathVariable("person") String person, @RequestBody Reason body) {
        return accounts.reset(actor, person, Fields.text("reason", body.reason(), MAX_REASON));
    }

    @Operation(summary = "Choose a password with the one-time code; answers the secret for an authenticator app")
    @PostMapping("/api/v1/local-account/setup")
    Mono<ResponseEntity<LocalAccounts.Authenticator>> setUp(@RequestBody Typed typed, ServerHttpRequest request) {
        String person = Fields.id("person", typed.person());
        return accounts.choose(
                        person, code(typed), Fields.required("password", typed.password()), attempt(person, request))
                .map(answer ->
                        ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(answer));
    }

    @Operation(summary = "Activate the account with the first one-time password of the authenticator app")
    @PostMapping("/api/v1/local-account/activation")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    Mono<Void> activate(@RequestBody Typed typed, ServerHttpRequest request) {
        String person = Fields.id("person", typed.person());
        return accounts.activate(
                person, code(typed), Fields.text("totp", typed.totp(), MAX_TEXT), attempt(person, request));
    }

    private static String code(Typed typed) {
        return Fields.text("code", typed.code(), MAX_TEXT);
    }

    /** The peer of the connection; what headers say about another one is not believed. */
    private static Throttle.Attempt attempt(String person, ServerHttpRequest request) {
        return Throttle.Attempt.of(person, Optional.ofNullable(request.getRemoteAddress()));
    }

    private static AuditEvent signedIn(Person person) {
        return new AuditEvent(
                person.actor().manufacturer().orElse(AuditEvent.PLATFORM),
                AuditKind.SIGNED_IN,
                JsonObject.EMPTY,
                person.actor().describe(),
                JsonObject.EMPTY,
                JsonObject.builder().put("method", METHOD).build());
    }
}
