package io.suture.server.identity;

import io.r2dbc.spi.Parameters;
import io.r2dbc.spi.R2dbcType;
import io.r2dbc.spi.Readable;
import io.suture.server.database.Rows;
import io.suture.server.identity.PersonKeyRecord.Revocation;
import io.suture.server.identity.PersonKeyRecord.State;
import io.suture.trust.digest.Digest;
import io.suture.trust.dsse.Passkey;
import io.suture.trust.key.PublicKey;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The table of people's keys. */
@Component
class PersonKeyTable {

    private static final String INSERT = """
            insert into person_key (fingerprint, person, kind, public_key, credential_id, rp_id, origins, valid_from,
                valid_until, state, registered_by, registered_at, event_id)
            values (:fingerprint, :person, :kind, :key, :credential, :rp, :origins, :from, :until, :state, :by, :at, :event)
            """;

    private final DatabaseClient database;

    PersonKeyTable(DatabaseClient database) {
        this.database = database;
    }

    Flux<PersonKeyRecord> of(String person) {
        return database.sql("select * from person_key where person = :person order by registered_at, fingerprint")
                .bind("person", person)
                .map(PersonKeyTable::read)
                .all();
    }

    Mono<PersonKeyRecord> byCredential(String credentialId) {
        return database.sql("select * from person_key where credential_id = :id")
                .bind("id", credentialId)
                .map(PersonKeyTable::read)
                .one();
    }

    /** Return a key of somebody active; neither key nor person is changed by others till this transaction ends. */
    Mono<PersonKeyRecord> share(String person, Digest fingerprint) {
        return one("""
                select person_key.* from person_key join person on person.id = person_key.person
                where person_key.person = :person and person_key.fingerprint = :fingerprint and person.active
                for share
                """, person, fingerprint);
    }

    /** Return a key that only this transaction changes till it ends. */
    Mono<PersonKeyRecord> lock(String person, Digest fingerprint) {
        return one(
                "select * from person_key where person = :person and fingerprint = :fingerprint for update",
                person,
                fingerprint);
    }

    private Mono<PersonKeyRecord> one(String sql, String person, Digest fingerprint) {
        return database.sql(sql)
                .bind("person", person)
                .bind("fingerprint", fingerprint.hex())
                .map(PersonKeyTable::read)
                .one();
    }

    Mono<Void> insert(PersonKeyRecord key, UUID event) {
        return database.sql(INSERT)
                .bind("fingerprint", key.fingerprint().hex())
                .bind("person", key.person())
                .bind("kind", key.kind())
                .bind("key", key.publicKey().toPem())
                .bind("credential", text(key.passkey().map(Passkey::credentialId)))
                .bind("rp", text(key.passkey().map(Passkey::rpId)))
                .bind(
                        "origins",
                        key.passkey().map(Passkey::origins).orElse(List.of()).toArray(String[]::new))
                .bind("from", key.validFrom())
                .bind(
                        "until",
                        key.validUntil()
                                .map(until -> Parameters.in(R2dbcType.TIMESTAMP_WITH_TIME_ZONE, until))
                                .orElseGet(() -> Parameters.in(R2dbcType.TIMESTAMP_WITH_TIME_ZONE)))
                .bind("state", key.state().code())
                .bind("by", key.registeredBy())
                .bind("at", key.registeredAt())
                .bind("event", event)
                .then();
    }

    /** A key counts from its approval on, not before. */
    Mono<Void> approve(Digest fingerprint, String by, Instant now, UUID event) {
        return database.sql("""
                        update person_key set state = 'active', approved_by = :by, valid_from = greatest(valid_from, :now),
                            event_id = :event where fingerprint = :fingerprint
                        """)
                .bind("by", by)
                .bind("now", now)
                .bind("event", event)
                .bind("fingerprint", fingerprint.hex())
                .then();
    }

    Mono<Void> revoke(Digest fingerprint, Revocation revocation) {
        return database.sql("""
                        update person_key set state = 'revoked', revoked_at = :at, revocation = :event, reason = :reason,
                            event_id = :event where fingerprint = :fingerprint
                        """)
                .bind("at", revocation.at())
                .bind("event", revocation.event())
                .bind("reason", revocation.reason())
                .bind("fingerprint", fingerprint.hex())
                .then();
    }

    private static io.r2dbc.spi.Parameter text(Optional<String> value) {
        return Rows.nullable(value.orElse(null));
    }

    private static PersonKeyRecord read(Readable row) {
        return new PersonKeyRecord(
                Rows.text(row, "person"),
                PublicKey.fromPem(Rows.text(row, "public_key")),
                passkey(row),
                Rows.instant(row, "valid_from"),
                Optional.ofNullable(row.get("valid_until", Instant.class)),
                State.valueOf(Rows.text(row, "state").toUpperCase(Locale.ROOT)),
                Rows.text(row, "registered_by"),
                Rows.instant(row, "registered_at"),
                Rows.optionalText(row, "approved_by"),
                revocation(row));
    }

    private static Optional<Passkey> passkey(Readable row) {
        return Rows.optionalText(row, "credential_id")
                .map(id -> new Passkey(
                        id,
                        Rows.text(row, "rp_id"),
                        List.of(Objects.requireNonNull(row.get("origins", String[].class)))));
    }

    private static Optional<Revocation> revocation(Readable row) {
        return Optional.ofNullable(row.get("revocation", UUID.class))
                .map(event -> new Revocation(Rows.instant(row, "revoked_at"), event, Rows.text(row, "reason")));
    }
}
