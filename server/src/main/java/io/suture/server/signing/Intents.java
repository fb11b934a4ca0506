package io.suture.server.signing;

import java.time.Instant;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

/** What is about to be signed, written before it is signed: no signature is ever unexplained. */
final class Intents {

    private final DatabaseClient database;

    Intents(DatabaseClient database) {
        this.database = database;
    }

    /** Bytes to be signed for a version of a role. */
    @SuppressWarnings("ArrayRecordComponent")
    record Intent(UUID id, String manufacturer, String role, long version, String purpose, byte[] toBeSigned) {}

    Mono<Void> record(Intent intent, Instant at) {
        return database.sql("""
                        insert into signing_intent (id, manufacturer, role, version, purpose, to_be_signed, created_at)
                        values (:id, :manufacturer, :role, :version, :purpose, :bytes, :at)
                        """)
                .bind("id", intent.id())
                .bind("manufacturer", intent.manufacturer())
                .bind("role", intent.role())
                .bind("version", intent.version())
                .bind("purpose", intent.purpose())
                .bind("bytes", intent.toBeSigned())
                .bind("at", at)
                .then();
    }

    Mono<Void> finish(UUID id, String outcome, Instant at) {
        return database.sql(
                        "update signing_intent set finished_at = :at, outcome = :outcome where id = :id and finished_at is null")
                .bind("id", id)
                .bind("outcome", outcome)
                .bind("at", at)
                .then();
    }

    /** Closes intents that a crash left open: nothing they describe became part of the repository. */
    Mono<Long> abandonOpen(Instant olderThan, Instant at) {
        return database.sql("""
                        update signing_intent set finished_at = :at, outcome = 'abandoned'
                        where finished_at is null and created_at < :limit
                        """).bind("at", at).bind("limit", olderThan).fetch().rowsUpdated();
    }
}
