package io.suture.server.identity;

import io.suture.server.audit.AuditEvent;
import io.suture.server.audit.AuditKind;
import io.suture.server.audit.AuditTrail;
import io.suture.server.identity.AccountDesk.Typed;
import io.suture.server.problem.Reason;
import io.suture.trust.json.JsonObject;
import io.swagger.v3.oas.annotations.Operation;
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

    private final AccountDesk desk;
    private final LocalAccounts accounts;
    private final AccessTokens tokens;
    private final AuditTrail audit;
    private final TransactionalOperator transaction;

    SignInController(
            AccountDesk desk,
            LocalAccounts accounts,
            AccessTokens tokens,
            AuditTrail audit,
            TransactionalOperator transaction) {
        this.desk = desk;
        this.accounts = accounts;
        this.tokens = tokens;
        this.audit = audit;
        this.transaction = transaction;
    }

    @Operation(summary = "Sign in with password and one-time password: an access token (local issuer)")
    @PostMapping("/api/v1/sign-in")
    Mono<ResponseEntity<TokenController.Answer>> signIn(@RequestBody Typed typed, ServerHttpRequest request) {
        return desk.verify(typed, request)
                .delayUntil(person -> audit.append(signedIn(person)).as(transaction::transactional))
                .map(person -> ResponseEntity.ok()
                        .cacheControl(CacheControl.noStore())
                        .body(TokenController.Answer.of(tokens.issue(person.actor()))));
    }

    @Operation(summary = "Sign in with password and one-time password: a session of this browser (local issuer)")
    @PostMapping("/api/v1/session")
    Mono<ResponseEntity<Void>> open(@RequestBody Typed typed, ServerHttpRequest request) {
        return desk.openSession(typed, request)
                .map(cookie -> ResponseEntity.noContent()
                        .header(HttpHeaders.SET_COOKIE, cookie.toString())
                        .<Void>build());
    }

    @Operation(summary = "Make or reset a person's local account; answers a one-time code to hand to the person")
    @PostMapping("/api/v1/people/{person}/local-account")
    @ResponseStatus(HttpStatus.CREATED)
    Mono<LocalAccounts.SetupCode> reset(
            @Acting Actor actor, @PathVariable("person") String person, @RequestBody Reason body) {
        return accounts.reset(actor, person, body.checked());
    }

    @Operation(summary = "Choose a password with the one-time code; answers the secret for an authenticator app")
    @PostMapping("/api/v1/local-account/setup")
    Mono<ResponseEntity<Authenticator>> setUp(@RequestBody Typed typed, ServerHttpRequest request) {
        return desk.setUp(typed, request)
                .map(answer ->
                        ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(answer));
    }

    @Operation(summary = "Activate the account with the first one-time password of the authenticator app")
    @PostMapping("/api/v1/local-account/activation")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    Mono<Void> activate(@RequestBody Typed typed, ServerHttpRequest request) {
        return desk.activate(typed, request);
    }

    private static AuditEvent signedIn(Person person) {
        return new AuditEvent(
                person.actor().manufacturer().orElse(AuditEvent.PLATFORM),
                AuditKind.SIGNED_IN,
                JsonObject.EMPTY,
                person.actor().describe(),
                JsonObject.EMPTY,
                JsonObject.builder().put("method", AccountDesk.METHOD).build());
    }
}
