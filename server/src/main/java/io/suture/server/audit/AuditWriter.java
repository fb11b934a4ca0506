package io.suture.server.audit;

import io.suture.server.runtime.Ids;
import java.time.Clock;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.ReactiveTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.reactive.TransactionalOperator;
import org.springframework.transaction.support.DefaultTransactionDefinition;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** Inserts an event in one statement: leaf and sealed sections in one row, its facts in the row for the sequencer. */
@Component
class AuditWriter implements AuditTrail {

    private static final String EVENT = """
            with event as (
              insert into audit_event (id, manufacturer, kind, time, leaf, section_names, section_keys, sealed)
              values (:id, :manufacturer, :kind, :time, :leaf, :sections, :keys::uuid[], :sealed::bytea[]) returning id, hint)
            insert into audit_pending (event_id, manufacturer, hint, facts)
            select id, :manufacturer, hint, :facts::text[] from event
            """;

    private final DatabaseClient database;
    private final TransactionalOperator mandatory;
    private final TransactionalOperator own;
    private final SealedEvents sealing;
    private final Ids ids;
    private final Clock clock;
    private final Scheduler blocking;

    AuditWriter(
            DatabaseClient database,
            ReactiveTransactionManager transactions,
            SealedEvents sealing,
            Ids ids,
            Clock clock,
            Scheduler blockingScheduler) {
        this.database = database;
        this.mandatory = operator(transactions, TransactionDefinition.PROPAGATION_MANDATORY);
        this.own = operator(transactions, TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        this.sealing = sealing;
        this.ids = ids;
        this.clock = clock;
        this.blocking = blockingScheduler;
    }

    private static TransactionalOperator operator(ReactiveTransactionManager transactions, int propagation) {
        return TransactionalOperator.create(transactions, new DefaultTransactionDefinition(propagation));
    }

    @Override
    public Mono<UUID> append(AuditEvent event) {
        return mandatory.transactional(Mono.defer(() -> insert(event)));
    }

    @Override
    public Mono<UUID> refusal(AuditEvent event) {
        return own.transactional(Mono.defer(() -> insert(event)));
    }

    private Mono<UUID> insert(AuditEvent event) {
        UUID id = ids.next();
        return Mono.fromCallable(() -> sealing.seal(id, clock.instant(), event))
                .subscribeOn(blocking)
                .flatMap(this::insert)
                .thenReturn(id);
    }

    private Mono<Void> insert(SealedEvent event) {
        return database.sql(EVENT)
                .bind("id", event.id())
                .bind("manufacturer", event.manufacturer())
                .bind("kind", event.kind().code())
                .bind("time", event.entry().time())
                .bind("leaf", event.entry().toJson())
                .bind("sections", event.sections(SealedEvent.Part::name))
                .bind("keys", event.sections(SealedEvent.Part::key))
                .bind("sealed", event.sealed())
                .bind("facts", event.facts().toArray(String[]::new))
                .then();
    }
}
