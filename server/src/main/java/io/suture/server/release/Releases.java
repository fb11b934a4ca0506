package io.suture.server.release;

import io.suture.server.identity.Actor;
import io.suture.trust.release.ReleaseId;
import java.util.UUID;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The life cycle of releases. */
public interface Releases {

    /** Return a release; fails with {@code not-found}. */
    Mono<Release> find(String manufacturer, ReleaseId id);

    /** Return a release and lock its row until the caller's transaction ends; fails with {@code not-found}. */
    Mono<Release> lock(String manufacturer, ReleaseId id);

    /** Return the releases of a manufacturer, newest first. */
    Flux<Release> list(String manufacturer);

    /**
     * Move a release inside the caller's transaction: locks the row, checks {@link ReleaseLifeCycle}, appends the audit
     * event of the {@link ReleaseEvent} and writes state and history.
     *
     * @return the audit event's id; fails with {@code illegal-transition} (409), after the refusal was logged in a
     *     transaction of its own
     */
    Mono<UUID> transition(String manufacturer, ReleaseId id, ReleaseEvent event, Actor actor, String reason);

    /** Log a refused action on a release in a transaction of its own; kind {@code release.refused}. */
    Mono<Void> refused(String manufacturer, ReleaseId id, Actor actor, String action, String code);
}
