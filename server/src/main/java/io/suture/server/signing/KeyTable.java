package io.suture.server.signing;

import static io.suture.server.signing.MetadataTable.text;

import io.r2dbc.spi.Readable;
import io.suture.trust.key.PublicKey;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The rows of the server's keys: public halves only. */
final class KeyTable {

    private final DatabaseClient database;

    KeyTable(DatabaseClient database) {
        this.database = database;
    }

    /** One change of a manufacturer's keys at a time, till the transaction ends. */
    Mono<Void> lock(String manufacturer) {
        return database.sql("select pg_advisory_xact_lock(hashtextextended('signing-key/' || :manufacturer, 0))")
                .bind("manufacturer", manufacturer)
                .then();
    }

    Mono<Void> insert(String manufacturer, RegisteredKey key, Instant at, UUID event) {
        return database.sql("""
                        insert into signing_key
                          (manufacturer, role, generation, public_key, replaces_compromised, created_at, event_id)
                        values (:manufacturer, :role, :generation, :key, :compromised, :at, :event) on conflict do nothing
                        """)
                .bind("manufacturer", manufacturer)
                .bind("role", key.role())
                .bind("generation", key.generation())
                .bind("key", key.publicKey().toPem())
                .bind("compromised", key.replacesCompromised())
                .bind("at", at)
                .bind("event", event)
                .then();
    }

    /** Returns every key of a manufacturer, the newest of each role first. */
    Flux<RegisteredKey> keys(String manufacturer) {
        return database.sql("""
                        select role, generation, public_key, replaces_compromised from signing_key
                        where manufacturer = :manufacturer order by role, generation desc
                        """)
                .bind("manufacturer", manufacturer)
                .map(row -> key(row))
                .all();
    }

    /** Returns the keys of a role, the newest first. */
    Flux<RegisteredKey> keys(String manufacturer, String role) {
        return keys(manufacturer).filter(key -> key.role().equals(role));
    }

    private static RegisteredKey key(Readable row) {
        return new RegisteredKey(
                text(row, "role"),
                Objects.requireNonNull(row.get("generation", Integer.class)),
                PublicKey.fromPem(text(row, "public_key")),
                Boolean.TRUE.equals(row.get("replaces_compromised", Boolean.class)));
    }
}
