package io.suture.server.identity;

import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.GrantedAuthority;

/** An authenticated request: the person an access token or a session speaks of, as the registry knows the person now. */
final class ActorToken extends AbstractAuthenticationToken {

    private static final Collection<GrantedAuthority> NONE = List.of();

    private final transient Actor actor;

    private ActorToken(Actor actor) {
        super(NONE);
        this.actor = actor;
        setAuthenticated(true);
    }

    static ActorToken of(Actor actor) {
        return new ActorToken(actor);
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
