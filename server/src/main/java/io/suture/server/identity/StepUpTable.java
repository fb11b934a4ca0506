package io.suture.server.identity;

import io.suture.server.database.Rows;
import io.suture.trust.digest.Digest;
import java.time.Instant;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** The table of step-ups that wait to be used. */
@Component
class StepUpTable {

    private static final String UPSERT = """
            insert into step_up (person, binding, method, at, event_id) values (:person, :binding, :method, :at, :event)
            on conflict (person, binding) do update
               set method = excluded.method, at = excluded.at, event_id = excluded.event_id
            """;
    private static final String TAKE = """
            delete from step_up where person = :person and binding = :binding and at >= :oldest returning method, at
            """;

    private final DatabaseClient database;

    StepUpTable(DatabaseClient database) {
        this.database = database;
    }

    Mono<Void> put(String person, Digest binding, StepUp proof, UUID event) {
        return database.sql(UPSERT)
                .bind("person", person)
                .bind("binding", binding.hex())
                .bind("method", proof.method())
                .bind("at", proof.at())
                .bind("event", event)
                .then();
    }

    /** Delete the row and return what it said; of several callers at most one gets it. */
    Mono<StepUp> take(String person, Digest binding, Instant oldest) {
        return database.sql(TAKE)
                .bind("person", person)
                .bind("binding", binding.hex())
                .bind("oldest", oldest)
                .map(row -> new StepUp(Rows.text(row, "method"), Rows.instant(row, "at")))
                .one();
    }

    Mono<Void> forget(Instant olderThan) {
        return database.sql("delete from step_up where at < :oldest")
                .bind("oldest", olderThan)
                .then();
    }
}
