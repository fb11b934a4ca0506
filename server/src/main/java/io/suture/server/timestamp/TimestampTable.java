package io.suture.server.timestamp;

import io.r2dbc.spi.Readable;
import io.suture.server.audit.AuditEvent;
import io.suture.server.audit.AuditKind;
import io.suture.server.audit.AuditTrail;
import io.suture.server.database.Rows;
import io.suture.trust.json.JsonObject;
import io.suture.trust.log.timestamp.Imprint;
import io.suture.trust.log.timestamp.Timestamp;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What is stamped, and keeping more. */
final class TimestampTable {

    private static final JsonObject ACTOR =
            JsonObject.builder().put("service", "timestamps").build();

    private static final String STANDING = """
            select head.manufacturer, stamp.size, stamp.time,
                   (select max(leaf.leaf_index) from audit_leaf leaf
                    where leaf.manufacturer = head.manufacturer and leaf.facts @> array['kind=release.published']
                      and leaf.leaf_index >= coalesce(stamp.size, 0)) as release
            from log_head head
            left join lateral (select size, time from log_timestamp where manufacturer = head.manufacturer
                               order by size desc limit 1) stamp on true
            where :log = '' or head.manufacturer = :log order by head.manufacturer
            """;

    private final DatabaseClient database;
    private final TransactionalOperator transaction;
    private final AuditTrail audit;

    TimestampTable(DatabaseClient database, TransactionalOperator transaction, AuditTrail audit) {
        this.database = database;
        this.transaction = transaction;
        this.audit = audit;
    }

    /** Returns how every log stands. */
    Flux<Standing> standings() {
        return standings("");
    }

    /** Keeps a time stamp and logs it, unless another replica was faster. */
    Mono<Void> keep(String log, long size, Timestamp stamp, byte[] token, Instant now) {
        return lock(log)
                .thenMany(standings(log))
                .filter(standing -> standing.dueSince(now).isPresent() && standing.isMetBy(size))
                .singleOrEmpty()
                .flatMap(wanted -> audit.append(event(log, size, stamp)))
                .flatMap(event -> insert(log, size, stamp, token, event))
                .as(transaction::transactional);
    }

    private Flux<Standing> standings(String log) {
        return database.sql(STANDING).bind("log", log).map(row -> standing(row)).all();
    }

    private static Standing standing(Readable row) {
        Optional<Standing.Stamped> newest = Optional.ofNullable(row.get("size", Long.class))
                .map(size -> new Standing.Stamped(size, Rows.instant(row, "time")));
        return new Standing(
                Rows.text(row, "manufacturer"), newest, Optional.ofNullable(row.get("release", Long.class)));
    }

    private Mono<Void> lock(String log) {
        return database.sql("select pg_advisory_xact_lock(hashtextextended('timestamp/' || :log, 0))")
                .bind("log", log)
                .then();
    }

    private Mono<Void> insert(String log, long size, Timestamp stamp, byte[] token, UUID event) {
        return database.sql("""
                        insert into log_timestamp (manufacturer, size, time, token, event_id)
                        values (:log, :size, :time, :token, :event)
                        """)
                .bind("log", log)
                .bind("size", size)
                .bind("time", stamp.time())
                .bind("token", token)
                .bind("event", event)
                .then();
    }

    private static AuditEvent event(String log, long size, Timestamp stamp) {
        JsonObject detail = JsonObject.builder()
                .put("authority", stamp.authority())
                .put("serial", stamp.serial())
                .build();
        return new AuditEvent(
                log,
                AuditKind.CHECKPOINT_TIMESTAMPED,
                facts(size, stamp.imprint(), stamp.time()),
                ACTOR,
                JsonObject.EMPTY,
                detail);
    }

    /** Returns what the log says of a time stamp. */
    static JsonObject facts(long size, Imprint imprint, Instant time) {
        return JsonObject.builder()
                .put("imprint", imprint.toString())
                .put("size", size)
                .put("time", time)
                .build();
    }
}
