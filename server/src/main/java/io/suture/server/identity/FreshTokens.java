package io.suture.server.identity;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.jwt.ReactiveJwtDecoder;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Judges whether an access token shows that the person signed in at the issuer just now, strongly enough and for this one
 * signature (OpenID Connect Core section 2: {@code auth_time}, {@code acr}).
 */
@Component
class FreshTokens {

    static final String METHOD = "oidc";

    private static final int MAX_ID = 128;

    private final ReactiveJwtDecoder decoder;
    private final RequestPeople people;
    private final PeopleTable table;
    private final IdentitySettings settings;
    private final Clock clock;

    FreshTokens(
            ReactiveJwtDecoder decoder,
            RequestPeople people,
            PeopleTable table,
            IdentitySettings settings,
            Clock clock) {
        this.decoder = decoder;
        this.people = people;
        this.table = table;
        this.settings = settings;
        this.clock = clock;
    }

    /** Return the proof; the reason of a refusal is a code. */
    Mono<StepUp> verify(Actor actor, String token) {
        return decoder.decode(token)
                .onErrorMap(JwtException.class, e -> Assertion.refused("token"))
                .delayUntil(jwt -> samePerson(actor, jwt))
                .flatMap(jwt -> {
                    StepUp proof = new StepUp(METHOD, authTime(jwt));
                    return useOnce(actor, jwt).thenReturn(proof);
                });
    }

    private Mono<ActorToken> samePerson(Actor actor, Jwt jwt) {
        return people.of(jwt)
                .onErrorMap(AuthenticationException.class, e -> Assertion.refused("person"))
                .filter(other ->
                        !RequestPeople.isLocal(jwt) && other.getPrincipal().id().equals(actor.id()))
                .switchIfEmpty(Mono.error(() -> Assertion.refused("person")));
    }

    private Instant authTime(Jwt jwt) {
        Instant now = clock.instant();
        Instant at = jwt.getClaims().get("auth_time") instanceof Number seconds
                ? Instant.ofEpochSecond(seconds.longValue())
                : Instant.MIN;
        if (at.isBefore(now.minus(StepUp.MAX_AGE)) || at.isAfter(now.plus(Assertion.SKEW))) {
            throw Assertion.refused("auth-time");
        }
        if (!settings.oidc().acr().contains(String.valueOf(jwt.getClaims().get("acr")))) {
            throw Assertion.refused("acr");
        }
        return at;
    }

    /** One sign-in at the issuer serves for one signature. */
    private Mono<Void> useOnce(Actor actor, Jwt jwt) {
        return Mono.justOrEmpty(Optional.ofNullable(jwt.getId()))
                .filter(id -> id.length() <= MAX_ID)
                .switchIfEmpty(Mono.error(() -> Assertion.refused("jti")))
                .flatMap(id -> table.use(actor.id(), id, clock.instant().plus(StepUp.MAX_AGE), clock.instant()))
                .filter(first -> first)
                .switchIfEmpty(Mono.error(() -> Assertion.refused("replayed")))
                .then();
    }
}
