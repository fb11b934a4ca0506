package io.suture.server.identity;

import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Finds the person an access token names in the registry, at each request anew: the registry decides, not the token. */
@Component
class RequestPeople {

    private static final int MAX_CLAIM = 200;

    private final PeopleTable people;
    private final IdentitySettings settings;

    RequestPeople(PeopleTable people, IdentitySettings settings) {
        this.people = people;
        this.settings = settings;
    }

    /** Return the person of a token whose signature and times were verified. */
    Mono<ActorToken> of(Jwt jwt) {
        return Mono.justOrEmpty(jwt.getClaims().get(settings.personClaim()))
                .ofType(String.class)
                .filter(id -> !id.isBlank() && id.length() <= MAX_CLAIM)
                .flatMap(people::findActive)
                .map(person -> ActorToken.of(person.actor()))
                .switchIfEmpty(
                        Mono.error(() -> new InvalidBearerTokenException("nobody active is registered by that name")));
    }
}
