package io.suture.server.identity;

import io.suture.server.database.Rows;
import io.suture.trust.digest.Digest;
import java.time.Instant;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** The table of open sessions. */
@Component
class SessionTable {

    private static final String INSERT = """
            insert into browser_session (id_hash, person, method, opened_at, seen_at, event_id)
            values (:id, :person, :method, :now, :now, :event)
            """;
    private static final String TOUCH = """
            update browser_session set seen_at = greatest(seen_at, :now)
             where id_hash = :id and seen_at >= :idle and opened_at >= :absolute returning person
            """;

    private final DatabaseClient database;

    SessionTable(DatabaseClient database) {
        this.database = database;
    }

    Mono<Void> insert(Digest id, String person, String method, Instant now, UUID event) {
        return database.sql(INSERT)
                .bind("id", id.hex())
                .bind("person", person)
                .bind("method", method)
                .bind("now", now)
                .bind("event", event)
                .then();
    }

    /** Return whose session it is and note that it was used, unless it ended. */
    Mono<String> touch(Digest id, Instant now) {
        return database.sql(TOUCH)
                .bind("id", id.hex())
                .bind("now", now)
                .bind("idle", now.minus(Sessions.IDLE))
                .bind("absolute", now.minus(Sessions.ABSOLUTE))
                .map(row -> Rows.text(row, "person"))
                .one();
    }

    /** Delete the session and return whose it was. */
    Mono<String> delete(Digest id) {
        return database.sql("delete from browser_session where id_hash = :id returning person")
                .bind("id", id.hex())
                .map(row -> Rows.text(row, "person"))
                .one();
    }

    Mono<Void> deleteOf(String person) {
        return database.sql("delete from browser_session where person = :person")
                .bind("person", person)
                .then();
    }

    Mono<Void> forget(Instant now) {
        return database.sql("delete from browser_session where seen_at < :idle or opened_at < :absolute")
                .bind("idle", now.minus(Sessions.IDLE))
                .bind("absolute", now.minus(Sessions.ABSOLUTE))
                .then();
    }
}
