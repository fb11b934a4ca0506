package io.suture.server.identity;

import io.r2dbc.spi.Readable;
import io.suture.server.database.Rows;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** The table of credential resets. */
@Component
class ResetTable {

    private static final String OPEN = """
            select * from credential_reset where person = :person and confirmed_by is null order by requested_at limit 1
            """;
    private static final String INSERT = """
            insert into credential_reset (id, person, requested_by, requested_at, reason, event_id)
            values (:id, :person, :by, :at, :reason, :event)
            """;
    private static final String CONFIRM = """
            update credential_reset set confirmed_by = :by, confirmed_at = :at, event_id = :event
             where id = :id and confirmed_by is null
            """;

    private final DatabaseClient database;

    ResetTable(DatabaseClient database) {
        this.database = database;
    }

    /** Return the oldest reset of the person that is not confirmed. */
    Mono<CredentialReset> findOpen(String person) {
        return database.sql(OPEN).bind("person", person).map(ResetTable::reset).one();
    }

    Mono<Void> insert(CredentialReset reset, UUID event) {
        return database.sql(INSERT)
                .bind("id", reset.id())
                .bind("person", reset.person())
                .bind("by", reset.requestedBy())
                .bind("at", reset.requestedAt())
                .bind("reason", reset.reason())
                .bind("event", event)
                .then();
    }

    /** Return whether it was open until now. */
    Mono<Boolean> confirm(UUID id, String by, Instant at, UUID event) {
        return database.sql(CONFIRM)
                .bind("id", id)
                .bind("by", by)
                .bind("at", at)
                .bind("event", event)
                .fetch()
                .rowsUpdated()
                .map(rows -> rows == 1);
    }

    private static CredentialReset reset(Readable row) {
        return new CredentialReset(
                Objects.requireNonNull(row.get("id", UUID.class)),
                Rows.text(row, "person"),
                Rows.text(row, "requested_by"),
                Rows.instant(row, "requested_at"),
                Rows.text(row, "reason"));
    }
}
