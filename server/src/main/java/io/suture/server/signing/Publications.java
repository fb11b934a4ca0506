package io.suture.server.signing;

import io.suture.server.audit.AuditLog;
import io.suture.server.identity.Actor;
import io.suture.server.problem.RefusedException;
import io.suture.server.release.Release;
import io.suture.server.release.ReleaseEvent;
import io.suture.server.release.ReleaseState;
import io.suture.server.release.Releases;
import io.suture.server.signing.CrashPoint.Step;
import io.suture.server.signing.SigningRefusal.Blocked;
import io.suture.trust.release.ReleaseId;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/**
 * Publishes and withdraws. The decision to publish is logged first; devices see the release only when a signed checkpoint
 * covers that entry. A withdrawal is visible at once. Whatever a crash leaves is finished by the renewal job.
 */
final class Publications {

    private final DatabaseClient database;
    private final Releases releases;
    private final ReleaseEvidence evidence;
    private final Repositories repositories;
    private final AuditLog log;
    private final TransactionalOperator transaction;
    private final Clock clock;
    private final CrashPoint crash;

    Publications(
            DatabaseClient database,
            Releases releases,
            ReleaseEvidence evidence,
            Repositories repositories,
            AuditLog log,
            TransactionalOperator transaction,
            Clock clock,
            CrashPoint crash) {
        this.database = database;
        this.releases = releases;
        this.evidence = evidence;
        this.repositories = repositories;
        this.log = log;
        this.transaction = transaction;
        this.clock = clock;
        this.crash = crash;
    }

    /** Publishes a signed release; one that is published already is only made sure to be visible. */
    Mono<Release> publish(Actor actor, String manufacturer, ReleaseId id) {
        return releases.find(manufacturer, id)
                .flatMap(release -> release.state() == ReleaseState.PUBLISHED ? event(release) : decide(actor, release))
                .flatMap(event -> log.awaitCheckpoint(manufacturer, event))
                .doOnNext(position -> crash.passed(Step.CHECKPOINT_COVERS_PUBLICATION))
                .then(Mono.defer(() -> repositories.refresh(manufacturer)))
                .then(releases.find(manufacturer, id));
    }

    /** Logs the decision in one transaction with the gate's verdict at this moment. */
    private Mono<UUID> decide(Actor actor, Release seen) {
        return releases.lock(seen.manufacturer(), seen.id())
                .flatMap(release -> requireStillAccepted(release)
                        .then(releases.transition(
                                release.manufacturer(), release.id(), ReleaseEvent.PUBLISH, actor, ""))
                        .flatMap(event -> record(actor, release, event).thenReturn(event)))
                .doOnNext(event -> crash.passed(Step.PUBLICATION_LOGGED))
                .as(transaction::transactional)
                .doOnNext(event -> crash.passed(Step.PUBLICATION_COMMITTED))
                .onErrorResume(RefusedException.class, refused -> refuse(actor, seen, refused));
    }

    private Mono<Void> requireStillAccepted(Release release) {
        if (release.state() != ReleaseState.SIGNED) {
            return Mono.empty();
        }
        return evidence.signed(release.manufacturer(), release.id())
                .flatMap(lines -> evidence.verdict(release, lines, clock.instant()))
                .flatMap(verdict -> verdict.accepted() ? Mono.empty() : Mono.error(new Blocked(verdict).refused()));
    }

    private Mono<UUID> refuse(Actor actor, Release release, RefusedException refused) {
        Mono<Void> logged = refused.refusal() instanceof SigningRefusal
                ? releases.refused(
                        release.manufacturer(),
                        release.id(),
                        actor,
                        "publish",
                        refused.refusal().type().code())
                : Mono.empty();
        return logged.then(Mono.error(refused));
    }

    private Mono<Void> record(Actor actor, Release release, UUID event) {
        Instant now = clock.instant();
        return database.sql("""
                        insert into release_publication (manufacturer, product, version, published_by, published_at, event_id)
                        values (:manufacturer, :product, :version, :by, :at, :event)
                        """)
                .bind("manufacturer", release.manufacturer())
                .bind("product", release.id().product())
                .bind("version", release.id().version())
                .bind("by", actor.id())
                .bind("at", now)
                .bind("event", event)
                .then();
    }

    private Mono<UUID> event(Release release) {
        return database.sql("""
                        select event_id from release_publication
                        where manufacturer = :manufacturer and product = :product and version = :version
                        """)
                .bind("manufacturer", release.manufacturer())
                .bind("product", release.id().product())
                .bind("version", release.id().version())
                .map(row -> Objects.requireNonNull(row.get("event_id", UUID.class)))
                .one();
    }

    /**
     * Withdraws a release: its files leave the product's role in the same transaction as the decision is logged, or, when
     * people must sign that, an event asks them to; the device listener stops offering the files at once either way.
     */
    Mono<Release> withdraw(Actor actor, String manufacturer, ReleaseId id, String reason) {
        return repositories
                .table()
                .lock(manufacturer)
                .then(Mono.defer(() -> releases.lock(manufacturer, id)))
                .flatMap(release -> release.state() == ReleaseState.WITHDRAWN
                        ? Mono.just(0)
                        : releases.transition(manufacturer, id, ReleaseEvent.WITHDRAW, actor, reason)
                                .then(repositories.refresh(manufacturer, List.of())))
                .as(transaction::transactional)
                .then(releases.find(manufacturer, id));
    }
}
