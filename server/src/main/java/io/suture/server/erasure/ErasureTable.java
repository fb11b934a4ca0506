package io.suture.server.erasure;

import io.r2dbc.spi.Readable;
import io.suture.server.database.Rows;
import io.suture.server.erasure.ErasureRequest.Asked;
import io.suture.server.erasure.ErasureRequest.Ending;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The table of requests for an erasure. */
@Component
class ErasureTable {

    private final DatabaseClient database;

    ErasureTable(DatabaseClient database) {
        this.database = database;
    }

    /** Returns whether it was stored: of one key one request is open at a time. */
    Mono<Boolean> insert(ErasureRequest request, Asked asked, UUID event) {
        return database.sql("""
                        insert into erasure_request (id, manufacturer, key_id, subject_kind, subject_id, legal_basis, reason,
                                                     requested_by, requested_at, expires_at, state, event_id)
                        values (:id, :m, :key, :kind, :subject, :basis, :reason, :by, :at, :until, 'open', :event)
                        on conflict (manufacturer, key_id) where state = 'open' do nothing
                        """)
                .bind("id", request.id())
                .bind("m", request.manufacturer())
                .bind("key", request.key())
                .bind("kind", request.kind())
                .bind("subject", asked.subject())
                .bind("basis", request.legalBasis())
                .bind("reason", asked.reason())
                .bind("by", request.requestedBy())
                .bind("at", request.requestedAt())
                .bind("until", request.expiresAt())
                .bind("event", event)
                .fetch()
                .rowsUpdated()
                .map(rows -> rows == 1);
    }

    /** Ends a request and forgets whose it was. */
    Mono<Void> end(UUID id, ErasureState state, Ending ending, UUID event) {
        DatabaseClient.GenericExecuteSpec update = database.sql("""
                        update erasure_request set state = :state, subject_id = null, reason = null, ended_by = :by,
                            ended_at = :at, event_id = :event where id = :id
                        """)
                .bind("state", state.code())
                .bind("at", ending.at())
                .bind("event", event)
                .bind("id", id);
        return ending.by()
                .map(person -> update.bind("by", person))
                .orElseGet(() -> update.bindNull("by", String.class))
                .then();
    }

    /** Returns a request and locks it till the caller's transaction ends. */
    Mono<ErasureRequest> lock(String manufacturer, UUID id) {
        return one(manufacturer, id, "for update");
    }

    Mono<ErasureRequest> find(String manufacturer, UUID id) {
        return one(manufacturer, id, "");
    }

    private Mono<ErasureRequest> one(String manufacturer, UUID id, String locking) {
        return database.sql("select * from erasure_request where id = :id and manufacturer = :m " + locking)
                .bind("id", id)
                .bind("m", manufacturer)
                .map(ErasureTable::request)
                .one();
    }

    Flux<ErasureRequest> list(String manufacturer) {
        return database.sql(
                        "select * from erasure_request where manufacturer = :m order by requested_at desc, id limit :most")
                .bind("m", manufacturer)
                .bind("most", ErasureLimits.LISTED)
                .map(ErasureTable::request)
                .all();
    }

    /** Returns what is open and should not be any more. */
    Flux<ErasureRequest> overdue(Instant now) {
        return database.sql(
                        "select * from erasure_request where state = 'open' and expires_at <= :now order by expires_at")
                .bind("now", now)
                .map(ErasureTable::request)
                .all();
    }

    private static ErasureRequest request(Readable row) {
        return new ErasureRequest(
                Objects.requireNonNull(row.get("id", UUID.class)),
                Rows.text(row, "manufacturer"),
                Rows.text(row, "key_id"),
                Rows.text(row, "subject_kind"),
                Rows.optionalText(row, "subject_id").map(subject -> new Asked(subject, Rows.text(row, "reason"))),
                Rows.text(row, "legal_basis"),
                Rows.text(row, "requested_by"),
                Rows.instant(row, "requested_at"),
                Rows.instant(row, "expires_at"),
                ErasureState.of(Rows.text(row, "state")),
                Optional.ofNullable(row.get("ended_at", Instant.class))
                        .map(at -> new Ending(Rows.optionalText(row, "ended_by"), at)));
    }
}
