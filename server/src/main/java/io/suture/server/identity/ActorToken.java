package io.suture.server.identity;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;

/** An authenticated request: the person an access token speaks of. */
final class ActorToken extends AbstractAuthenticationToken {

    private static final Collection<GrantedAuthority> NONE = List.of();
    private static final int MAX_CLAIM = 200;

    private final transient Actor actor;

    private ActorToken(Actor actor) {
        super(NONE);
        this.actor = actor;
        setAuthenticated(true);
    }

    /** Return the token of a person whose session was verified. */
    static ActorToken of(Actor actor) {
        return new ActorToken(actor);
    }

    /** Read the person from a token whose signature and times were verified. */
    static ActorToken of(Jwt jwt, String personClaim) {
        String id = claim(jwt, personClaim).orElseThrow(() -> new InvalidBearerTokenException("no person"));
        return new ActorToken(new Actor(
                id, claim(jwt, "name").orElse(id), roles(jwt), claim(jwt, "manufacturer"), claim(jwt, "facility")));
    }

    private static Optional<String> claim(Jwt jwt, String name) {
        return Optional.ofNullable(jwt.getClaim(name))
                .filter(String.class::isInstance)
                .map(String.class::cast)
                .filter(value -> !value.isBlank() && value.length() <= MAX_CLAIM);
    }

    private static Set<Role> roles(Jwt jwt) {
        List<?> names = jwt.getClaim("roles") instanceof List<?> list ? list : List.of();
        return names.stream()
                .filter(String.class::isInstance)
                .map(String.class::cast)
                .map(Role::of)
                .flatMap(Optional::stream)
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public Object getCredentials() {
        return "";
    }

    @Override
    public Actor getPrincipal() {
        return actor;
    }

    @Override
    public String getName() {
        return actor.id();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ActorToken token && actor.equals(token.actor);
    }

    @Override
    public int hashCode() {
        return actor.hashCode();
    }
}
