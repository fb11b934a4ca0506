package io.suture.server.identity;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.suture.server.problem.Fields;
import io.suture.server.problem.PlainRefusal;
import io.suture.server.problem.ProblemType;
import io.swagger.v3.oas.annotations.Operation;
import java.time.Clock;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** The local issuer's token endpoint (RFC 7523): people and service accounts prove who they are with their keys. */
@RestController
@LocalIssuer
class TokenController {

    private static final String PERSON_GRANT = "urn:ietf:params:oauth:grant-type:jwt-bearer";
    private static final String CLIENT_GRANT = "client_credentials";
    private static final String CLIENT_ASSERTION = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

    private final Assertions assertions;
    private final AccessTokens tokens;
    private final IdentitySettings settings;
    private final Clock clock;

    TokenController(Assertions assertions, AccessTokens tokens, IdentitySettings settings, Clock clock) {
        this.assertions = assertions;
        this.tokens = tokens;
        this.settings = settings;
        this.clock = clock;
    }

    /** An access token (RFC 6749 section 5.1). */
    record Answer(
            @JsonProperty("access_token") String accessToken,
            @JsonProperty("token_type") String tokenType,
            @JsonProperty("expires_in") long expiresIn) {

        static Answer of(String token) {
            return new Answer(token, "Bearer", AccessTokens.LIFE.toSeconds());
        }
    }

    @Operation(summary = "Exchange a signed assertion for an access token (local issuer)")
    @PostMapping(path = "/api/v1/token", consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
    Mono<ResponseEntity<Answer>> exchange(ServerWebExchange exchange) {
        return exchange.getFormData()
                .flatMap(this::exchange)
                .map(token ->
                        ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(Answer.of(token)));
    }

    private Mono<String> exchange(MultiValueMap<String, String> form) {
        return switch (String.valueOf(form.getFirst("grant_type"))) {
            case PERSON_GRANT -> verify("assertion", form).map(person -> tokens.issue(person.actor()));
            case CLIENT_GRANT -> client(form).map(person -> tokens.issue(person.actor()));
            default -> Mono.error(unsupported("grant_type must be %s or %s.".formatted(PERSON_GRANT, CLIENT_GRANT)));
        };
    }

    /** RFC 7523 section 2.2: a service account authenticates with its own key and acts for itself. */
    private Mono<Person> client(MultiValueMap<String, String> form) {
        if (!CLIENT_ASSERTION.equals(form.getFirst("client_assertion_type"))) {
            return Mono.error(unsupported("client_assertion_type must be " + CLIENT_ASSERTION + "."));
        }
        return verify("client_assertion", form)
                .filter(person -> person.kind() == Person.Kind.SERVICE)
                .switchIfEmpty(Mono.error(() -> Assertion.refused("signature")));
    }

    private Mono<Person> verify(String field, MultiValueMap<String, String> form) {
        String text = Fields.required(field, form.getFirst(field));
        return assertions.verify(
                Assertion.parse(text, Assertion.Purpose.SIGN_IN, settings.audience(), clock.instant()));
    }

    private static RuntimeException unsupported(String detail) {
        return new PlainRefusal(ProblemType.UNSUPPORTED_GRANT, detail).refused();
    }
}
