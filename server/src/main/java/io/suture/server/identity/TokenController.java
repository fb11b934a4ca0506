package io.suture.server.identity;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.suture.server.problem.Fields;
import io.suture.server.problem.PlainRefusal;
import io.suture.server.problem.ProblemType;
import io.swagger.v3.oas.annotations.Operation;
import java.time.Clock;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** The demo issuer's token endpoint (RFC 7523 section 2.1). */
@RestController
@ConditionalOnProperty(name = "suture.demo", havingValue = "true")
class TokenController {

    private static final String GRANT = "urn:ietf:params:oauth:grant-type:jwt-bearer";

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
            @JsonProperty("expires_in") long expiresIn) {}

    @Operation(summary = "Exchange a signed assertion for an access token (demo issuer)")
    @PostMapping(path = "/api/v1/token", consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
    Mono<ResponseEntity<Answer>> exchange(ServerWebExchange exchange) {
        return exchange.getFormData()
                .flatMap(this::exchange)
                .map(token -> ResponseEntity.ok()
                        .cacheControl(CacheControl.noStore())
                        .body(new Answer(token, "Bearer", AccessTokens.LIFE.toSeconds())));
    }

    private Mono<String> exchange(MultiValueMap<String, String> form) {
        if (!GRANT.equals(form.getFirst("grant_type"))) {
            return Mono.error(
                    new PlainRefusal(ProblemType.UNSUPPORTED_GRANT, "grant_type must be " + GRANT + ".").refused());
        }
        String text = Fields.required("assertion", form.getFirst("assertion"));
        Assertion assertion = Assertion.parse(text, Assertion.Purpose.SIGN_IN, settings.audience(), clock.instant());
        return assertions.verify(assertion).map(person -> tokens.issue(person.actor()));
    }
}
