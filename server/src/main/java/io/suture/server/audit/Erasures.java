package io.suture.server.audit;

import io.suture.server.database.Rows;
import io.suture.server.problem.CommonRefusal.NotFound;
import io.suture.trust.log.SectionKey;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
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
    private final AuditTrail audit;
    private final SubjectKeys keys;
    private final Clock clock;
    private final Scheduler blocking;

    Erasures(
            DatabaseClient database,
            TransactionalOperator transaction,
            AuditTrail audit,
            SubjectKeys keys,
            Clock clock,
            Scheduler blocking) {
        this.database = database;
        this.transaction = transaction;
        this.audit = audit;
        this.keys = keys;
        this.clock = clock;
        this.blocking = blocking;
    }

    /** Erase a subject's sections; {@code entry} gives the event for the id of the key that goes. Fails with not-found. */
    public Mono<UUID> erase(String log, DataSubject subject, Function<String, AuditEvent> entry) {
        return Mono.fromCallable(() -> keys.find(log, subject))
                .subscribeOn(blocking)
                .flatMap(Mono::justOrEmpty)
                .switchIfEmpty(Mono.error(() -> new NotFound("data subject").refused()))
                .map(SectionKey::id)
                .flatMap(key -> audit.append(entry.apply(key))
                        .flatMap(event -> insert(log, key, event).thenReturn(event))
                        .as(transaction::transactional)
                        .flatMap(event -> destroy(key).thenReturn(event)));
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

    private Mono<Void> insert(String log, String key, UUID event) {
        return database.sql("""
                        insert into audit_erasure (event_id, manufacturer, key_id, erased_at) values (:event, :log, :key, :at)
                        """)
                .bind("event", event)
                .bind("log", log)
                .bind("key", key)
                .bind("at", clock.instant())
                .then();
    }
}
