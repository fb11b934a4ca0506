package io.suture.server.release;

import io.suture.server.audit.AuditTrail;
import io.suture.server.identity.Actor;
import io.suture.server.problem.CommonRefusal.NotFound;
import io.suture.server.release.ReleaseRefusal.IllegalTransition;
import io.suture.trust.release.ReleaseId;
import java.time.Clock;
import java.util.UUID;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Moves releases as {@link ReleaseLifeCycle} allows. */
@Component
class RecordedReleases implements Releases {

    private final ReleaseTables tables;
    private final AuditTrail audit;
    private final Clock clock;

    RecordedReleases(ReleaseTables tables, AuditTrail audit, Clock clock) {
        this.tables = tables;
        this.audit = audit;
        this.clock = clock;
    }

    @Override
    public Mono<Release> find(String manufacturer, ReleaseId id) {
        return tables.find(manufacturer, id).switchIfEmpty(notFound());
    }

    @Override
    public Mono<Release> lock(String manufacturer, ReleaseId id) {
        return tables.lock(manufacturer, id).switchIfEmpty(notFound());
    }

    private static <T> Mono<T> notFound() {
        return Mono.error(() -> new NotFound("release").refused());
    }

    @Override
    public Flux<Release> list(String manufacturer) {
        return tables.list(manufacturer);
    }

    @Override
    public Mono<UUID> transition(String manufacturer, ReleaseId id, ReleaseEvent event, Actor actor, String reason) {
        return lock(manufacturer, id)
                .flatMap(release -> ReleaseLifeCycle.next(release.state(), event)
                        .map(to -> move(release, to, event, actor, reason))
                        .orElseGet(() -> illegal(release, event.code(), actor)));
    }

    private Mono<UUID> move(Release release, ReleaseState to, ReleaseEvent event, Actor actor, String reason) {
        ReleaseTables.Step step =
                new ReleaseTables.Step(release.state(), to, event, actor.id(), reason, clock.instant());
        return audit.append(ReleaseEntry.moved(release, to, event, actor, reason))
                .delayUntil(id -> tables.move(release, step, id));
    }

    /** Log and refuse an action that the state does not allow. */
    <T> Mono<T> illegal(Release release, String action, Actor actor) {
        IllegalTransition refusal = new IllegalTransition(release.id(), release.state(), action);
        return refused(
                        release.manufacturer(),
                        release.id(),
                        actor,
                        action,
                        refusal.type().code())
                .then(Mono.error(refusal::refused));
    }

    @Override
    public Mono<Void> refused(String manufacturer, ReleaseId id, Actor actor, String action, String code) {
        return audit.refusal(ReleaseEntry.refused(manufacturer, id, actor, action, code))
                .then();
    }
}
