package io.suture.server.audit;

import io.suture.server.database.Rows;
import io.suture.server.problem.CommonRefusal.NotFound;
import io.suture.trust.log.SectionKey;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * Erases the private sections of a data subject by destroying their key, which no backup of the database holds. The entry of
 * the erasure comes first, names the key and not the subject, and says on what legal basis; every proof stays valid.
 */
public final class Erasures {

    private final DatabaseClient database;
    private final TransactionalOperator transaction;
    private final SubjectKeys keys;
    private final Clock clock;
    private final Scheduler blocking;

    Erasures(
            DatabaseClient database,
            TransactionalOperator transaction,
            SubjectKeys keys,
            Clock clock,
            Scheduler blocking) {
        this.database = database;
        this.transaction = transaction;
        this.keys = keys;
        this.clock = clock;
        this.blocking = blocking;
    }

    /**
     * What was written about the end of a key.
     *
     * @param event the entry that says so
     * @param key id of the key
     */
    public record Logged(UUID event, String key) {}

    /** Return the id of a subject's key; fails with not-found when there is none. */
    public Mono<String> keyOf(String log, DataSubject subject) {
        return Mono.fromCallable(() -> keys.find(log, subject))
                .subscribeOn(blocking)
                .flatMap(Mono::justOrEmpty)
                .switchIfEmpty(Mono.error(() -> new NotFound("data subject").refused()))
                .map(SectionKey::id);
    }

    /** Destroy the key that {@code logged} names, after what it writes and the erasure were committed together. */
    public Mono<Logged> erase(String log, Mono<Logged> logged) {
        return logged.delayUntil(erased -> record(log, erased))
                .as(transaction::transactional)
                .delayUntil(erased -> destroy(erased.key()));
    }

    /** Destroys every key whose erasure is logged. */
    Mono<Void> complete() {
        return database.sql("select key_id from audit_erasure")
                .map(row -> Rows.text(row, "key_id"))
                .all()
                .collectList()
                .flatMapIterable(erased -> erased)
                .concatMap(this::destroy)
                .then();
    }

    private Mono<Void> destroy(String key) {
        return Mono.<Optional<Void>>fromCallable(() -> {
                    keys.destroy(key);
                    return Optional.empty();
                })
                .subscribeOn(blocking)
                .then();
    }

    Mono<Void> record(String log, Logged erased) {
        return database.sql("""
                        insert into audit_erasure (event_id, manufacturer, key_id, erased_at) values (:event, :log, :key, :at)
                        """)
                .bind("event", erased.event())
                .bind("log", log)
                .bind("key", erased.key())
                .bind("at", clock.instant())
                .then();
    }
}
