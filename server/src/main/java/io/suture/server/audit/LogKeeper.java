package io.suture.server.audit;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
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
    private final Map<String, String> damaged = new ConcurrentHashMap<>();

    LogKeeper(LogTables tables, Sequencer sequencer, Checkpointer checkpointer) {
        this.tables = tables;
        this.sequencer = sequencer;
        this.checkpointer = checkpointer;
    }

    Mono<Long> sequence() {
        return sequencer.round().doOnError(LogDamagedException.class, this::alert);
    }

    /** Signs what grew; one damaged log does not stop the others. */
    Mono<Void> sign() {
        return tables.logsAheadOfCheckpoint()
                .collectList()
                .flatMapIterable(logs -> logs)
                .concatMap(name -> checkpointer
                        .sign(name)
                        .doOnSuccess(signed -> damaged.remove(name))
                        .onErrorResume(LogDamagedException.class, failure -> {
                            alert(failure);
                            return Mono.empty();
                        }))
                .then();
    }

    @Override
    public Mono<Health> health() {
        return Mono.just(
                damaged.isEmpty()
                        ? Health.up().build()
                        : Health.down().withDetails(Map.copyOf(damaged)).build());
    }

    private void alert(LogDamagedException failure) {
        String problem = String.valueOf(failure.getMessage());
        if (!problem.equals(damaged.put(failure.log(), problem))) {
            log.error("ALERT: checkpoints are no longer signed: {}", problem);
        }
    }
}
