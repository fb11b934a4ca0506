package io.suture.server.audit;

import io.suture.server.database.Rows;
import io.suture.trust.json.JsonObject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Logs that the clock stepped, in every log, for its entries have their times from it: while the server runs, and when it starts
 * with a clock that is behind what is in a log. What cannot be written is written by a later round.
 */
final class ClockWatch {

    /** Of how many newest entries the newest time is taken: the last ones may have been written with the clock put back. */
    static final int RECENT = 256;

    private static final Logger logger = LoggerFactory.getLogger(ClockWatch.class);
    private static final JsonObject ACTOR =
            JsonObject.builder().put("service", "server").build();
    private static final String NEWEST = """
            select recent.manufacturer, max(event.time) as newest
            from (select leaf.manufacturer, leaf.event_id
                  from log_head head join audit_leaf leaf
                    on leaf.manufacturer = head.manufacturer and leaf.leaf_index >= head.size - :recent
                  union all select manufacturer, event_id from audit_pending) recent
            join audit_event event on event.id = recent.event_id
            group by recent.manufacturer
            """;

    private final Clock clock;
    private final LongSupplier nanos;
    private final Duration limit;
    private final DatabaseClient database;
    private final TransactionalOperator transaction;
    private final AuditTrail audit;
    private volatile Optional<ClockReading> trusted = Optional.empty();

    ClockWatch(
            Clock clock,
            LongSupplier nanos,
            Duration limit,
            DatabaseClient database,
            TransactionalOperator transaction,
            AuditTrail audit) {
        this.clock = clock;
        this.nanos = nanos;
        this.limit = limit;
        this.database = database;
        this.transaction = transaction;
        this.audit = audit;
    }

    /** Compares once. */
    Mono<Void> round() {
        return Mono.fromSupplier(this::read)
                .flatMap(now -> trusted.map(before -> compare(before, now)).orElseGet(() -> begin(now)));
    }

    private ClockReading read() {
        long before = nanos.getAsLong();
        Instant wall = clock.instant();
        return new ClockReading(wall, before, nanos.getAsLong());
    }

    private Mono<Void> begin(ClockReading now) {
        return newest().concatMap(known -> Mono.justOrEmpty(ClockStep.behind(known.time(), now.wall(), limit))
                        .flatMap(step -> append(known.log(), step)))
                .as(transaction::transactional)
                .then(trust(now));
    }

    private Mono<Void> compare(ClockReading before, ClockReading now) {
        return Mono.justOrEmpty(ClockStep.between(before, now, limit))
                .flatMap(step -> newest().map(Known::log)
                        .concatWithValues(AuditEvent.PLATFORM)
                        .distinct()
                        .concatMap(log -> append(log, step))
                        .as(transaction::transactional)
                        .then(trust(now)));
    }

    private Mono<Void> trust(ClockReading now) {
        return Mono.fromRunnable(() -> trusted = Optional.of(now));
    }

    private Mono<Void> append(String log, ClockStep step) {
        return Mono.fromRunnable(() -> logger.error(
                        "ALERT: the clock is {} and should be {}, a step of {}; log {}",
                        step.found(),
                        step.expected(),
                        step.by(),
                        log))
                .then(audit.append(new AuditEvent(
                        log, AuditKind.CLOCK_STEP, step.pub(), ACTOR, JsonObject.EMPTY, JsonObject.EMPTY)))
                .then();
    }

    private record Known(String log, Instant time) {}

    /** Returns each log with the newest time in it; read to the end, for the same connection writes the events. */
    private Flux<Known> newest() {
        return database.sql(NEWEST)
                .bind("recent", RECENT)
                .map(row -> new Known(Rows.text(row, "manufacturer"), Rows.instant(row, "newest")))
                .all()
                .collectList()
                .flatMapIterable(all -> all);
    }
}
