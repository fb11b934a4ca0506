package io.suture.server.audit;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.ReactiveHealthIndicator;
import reactor.core.publisher.Mono;

/** Keeps the logs going, and says so loudly when one must not be signed any more. */
final class LogKeeper implements ReactiveHealthIndicator {

    private static final Logger log = LoggerFactory.getLogger(LogKeeper.class);

    private final LogTables tables;
    private final Sequencer sequencer;
    private final Checkpointer checkpointer;
    private final PublishedCheckpoints published;
    private final Publisher publisher;
    private final Map<String, String> damaged = new ConcurrentHashMap<>();
    private final Set<String> readOnly = ConcurrentHashMap.newKeySet();
    private final Mono<Void> inspected = Mono.defer(this::inspect)
            .then(Mono.just(true))
            .cacheInvalidateIf(done -> false)
            .then();

    LogKeeper(
            LogTables tables,
            Sequencer sequencer,
            Checkpointer checkpointer,
            PublishedCheckpoints published,
            Publisher publisher) {
        this.tables = tables;
        this.sequencer = sequencer;
        this.checkpointer = checkpointer;
        this.published = published;
        this.publisher = publisher;
    }

    /** Gives pending events their place, in logs that may grow; looks at every log first when the server has just started. */
    Mono<Long> sequence() {
        return inspected
                .then(Mono.defer(() -> sequencer.round(name -> !readOnly.contains(name))))
                .doOnError(LogDamagedException.class, this::alert);
    }

    /** Signs what grew, and publishes it where nobody else must sign; one damaged log does not stop the others. */
    Mono<Void> sign() {
        return inspected
                .thenMany(tables.logsAheadOfCheckpoint())
                .collectList()
                .flatMapIterable(logs -> logs)
                .filter(name -> !readOnly.contains(name))
                .concatMap(name -> unlessDamaged(checkpointer.sign(name).doOnSuccess(signed -> damaged.remove(name))))
                .then(Mono.defer(() -> publish(standing -> !publisher.isWitnessed(standing.log()))));
    }

    /** Publishes what witnesses cosigned, each log for itself. */
    Mono<Void> cosign() {
        return inspected.then(Mono.defer(() -> publish(standing -> publisher.isWitnessed(standing.log()))));
    }

    private Mono<Void> publish(Predicate<PublishedCheckpoints.Standing> which) {
        return published
                .standings()
                .collectList()
                .flatMapIterable(standings -> standings)
                .filter(standing -> !readOnly.contains(standing.log()))
                .filter(which)
                .filter(publisher::isDue)
                .flatMap(standing -> endedByDamage(standing.log(), publisher.publish(standing)))
                .then();
    }

    /** What does not extend all that was signed is only read from now on, until a person has looked and started again. */
    private Mono<Void> inspect() {
        return tables.logs()
                .collectList()
                .flatMapIterable(logs -> logs)
                .flatMap(name -> endedByDamage(
                        name, checkpointer.requireWhole(name).then(publisher.requireSeenByWitnesses(name))))
                .then();
    }

    /** What was found here is not mended by trying again: the log is only read from now on. */
    private Mono<Void> endedByDamage(String name, Mono<Void> work) {
        return unlessDamaged(work.doOnError(LogDamagedException.class, failure -> readOnly.add(name)));
    }

    private Mono<Void> unlessDamaged(Mono<Void> work) {
        return work.onErrorResume(LogDamagedException.class, failure -> {
            alert(failure);
            return Mono.empty();
        });
    }

    @Override
    public Mono<Health> health() {
        Health.Builder health = damaged.isEmpty() ? Health.up() : Health.down();
        return Mono.just(health.withDetails(publisher.unpublished())
                .withDetails(Map.copyOf(damaged))
                .build());
    }

    private void alert(LogDamagedException failure) {
        String problem = String.valueOf(failure.getMessage());
        if (!problem.equals(damaged.put(failure.log(), problem))) {
            log.error("ALERT: checkpoints are no longer signed: {}", problem);
        }
    }
}
