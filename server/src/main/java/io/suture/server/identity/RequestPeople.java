package io.suture.server.identity;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Finds the person an access token names in the registry, at each request anew. The registry decides; where roles are read
 * from a claim too, a role counts only if both give it.
 */
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
        boolean local = isLocal(jwt);
        return Mono.justOrEmpty(jwt.getClaims().get(local ? "sub" : settings.personClaim()))
                .ofType(String.class)
                .filter(id -> !id.isBlank() && id.length() <= MAX_CLAIM)
                .flatMap(people::findActive)
                .map(person -> ActorToken.of(local ? person.actor() : narrowed(person, jwt)))
                .switchIfEmpty(
                        Mono.error(() -> new InvalidBearerTokenException("nobody active is registered by that name")));
    }

    /** Return whether the server itself issued the token. */
    static boolean isLocal(Jwt jwt) {
        return LocalIssuer.NAME.equals(jwt.getClaims().get("iss"));
    }

    private Actor narrowed(Person person, Jwt jwt) {
        return settings.oidc()
                .roles()
                .map(path -> roles(jwt.getClaims(), path))
                .map(given -> person.actor().roles().stream().filter(given::contains))
                .map(both -> person.with(both.collect(Collectors.toUnmodifiableSet()))
                        .actor())
                .orElse(person.actor());
    }

    private Set<Role> roles(Map<String, Object> claims, String path) {
        return values(claims, List.of(path.split("\\.", -1))).stream()
                .map(value -> settings.oidc().roleMap().get(value))
                .flatMap(name -> Optional.ofNullable(name).flatMap(Role::of).stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    private static List<String> values(@Nullable Object claim, List<String> path) {
        if (!path.isEmpty()) {
            return claim instanceof Map<?, ?> map
                    ? values(map.get(path.getFirst()), path.subList(1, path.size()))
                    : List.of();
        }
        return claim instanceof Collection<?> list
                ? list.stream()
                        .filter(String.class::isInstance)
                        .map(String.class::cast)
                        .toList()
                : List.of();
    }
}
