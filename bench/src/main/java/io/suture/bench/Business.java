package io.suture.bench;

import io.suture.server.audit.AuditEvent;
import io.suture.server.audit.AuditKind;
import io.suture.server.audit.AuditTrail;
import io.suture.trust.json.JsonObject;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * One business transaction: a row is updated and a row is inserted, once without and once with what the audit log wants of
 * it, which is the event in the same transaction, its id in the row, and the trigger that looks for it.
 */
final class Business {

    private static final int ROWS = 1000;
    private static final int DEVICES = 500;
    private static final String LOG = AuditEvent.PLATFORM;

    private final AuditTrail audit;
    private final DatabaseClient database;
    private final TransactionalOperator transaction;

    Business(BenchServer server) {
        this.audit = server.bean(AuditTrail.class);
        this.database = server.bean(DatabaseClient.class);
        this.transaction = server.bean(TransactionalOperator.class);
    }

    /** Creates the tables: with an event and without. */
    static void createTables(BenchServer server) throws SQLException {
        server.execute("""
                create table bench_state (id int primary key, value bigint not null);
                insert into bench_state select n, 0 from generate_series(0, %d) n;
                create table bench_plain (
                    id bigint generated always as identity primary key, device text not null, result text not null);
                create table bench_audited (
                    id bigint generated always as identity primary key, device text not null, result text not null,
                    event_id uuid not null unique references audit_event);
                create trigger audited before insert or update on bench_audited
                    for each row execute function audited_row();
                grant select, insert, update on bench_state, bench_plain, bench_audited to suture_application;
                """.formatted(ROWS - 1));
    }

    /** Does the business alone. */
    Mono<Void> plain(long number) {
        return update(number)
                .then(database.sql("insert into bench_plain (device, result) values (:device, 'installed')")
                        .bind("device", device(number))
                        .then())
                .as(transaction::transactional);
    }

    /** Does the business with its event and returns the event's id. */
    Mono<UUID> audited(long number) {
        return update(number)
                .then(audit.append(event(number)))
                .flatMap(event -> inserted(number, event).thenReturn(event))
                .as(transaction::transactional);
    }

    /** Appends many events in one transaction, to fill a backlog. */
    Mono<List<UUID>> events(long from, int count) {
        return Flux.range(0, count)
                .concatMap(i -> audit.append(event(from + i)))
                .collectList()
                .as(transaction::transactional);
    }

    private Mono<Void> update(long number) {
        return database.sql("update bench_state set value = value + 1 where id = :id")
                .bind("id", (int) (number * 7919 % ROWS))
                .then();
    }

    private Mono<Void> inserted(long number, UUID event) {
        return database.sql(
                        "insert into bench_audited (device, result, event_id) values (:device, 'installed', :event)")
                .bind("device", device(number))
                .bind("event", event)
                .then();
    }

    private static String device(long number) {
        return "D-" + number % DEVICES;
    }

    /** An event of the usual size: who, what, and how it ended. */
    private static AuditEvent event(long number) {
        JsonObject actor = JsonObject.builder()
                .put("device", device(number))
                .put("facility", "F-100")
                .build();
        JsonObject subject = JsonObject.builder()
                .put("product", "GW2")
                .put("version", "3.1." + number % 50)
                .build();
        JsonObject detail = JsonObject.builder()
                .put("counter", number)
                .put("result", "installed")
                .build();
        return new AuditEvent(LOG, AuditKind.RECEIPT_ACCEPTED, JsonObject.EMPTY, actor, subject, detail);
    }
}
