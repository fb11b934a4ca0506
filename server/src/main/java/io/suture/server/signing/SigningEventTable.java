package io.suture.server.signing;

import io.r2dbc.spi.Readable;
import io.suture.server.database.Rows;
import io.suture.server.signing.SigningEvent.Purpose;
import io.suture.server.signing.SigningEvent.Signature;
import io.suture.trust.key.KeyId;
import io.suture.trust.release.ReleaseId;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The rows of signing events and their signatures. Writers hold the publisher's lock of {@link MetadataTable}. */
final class SigningEventTable {

    private final DatabaseClient database;

    SigningEventTable(DatabaseClient database) {
        this.database = database;
    }

    Mono<SigningEvent> find(String manufacturer, UUID id) {
        return withSignatures(
                        database.sql("select * from signing_event where manufacturer = :manufacturer and id = :id")
                                .bind("manufacturer", manufacturer)
                                .bind("id", id))
                .next();
    }

    /** Returns the newest events first, of one state or of all. */
    Flux<SigningEvent> list(String manufacturer, Optional<SigningEventState> state, int limit) {
        return withSignatures(database.sql("""
                        select * from signing_event where manufacturer = :manufacturer and (:state = '' or state = :state)
                        order by opened_at desc, id desc limit :limit
                        """)
                .bind("manufacturer", manufacturer)
                .bind("state", state.map(SigningEventState::code).orElse(""))
                .bind("limit", limit));
    }

    /** Returns the event of the highest version of each role. */
    Flux<SigningEvent> latest(String manufacturer) {
        return withSignatures(database.sql("""
                        select distinct on (role) * from signing_event where manufacturer = :manufacturer
                        order by role, version desc
                        """).bind("manufacturer", manufacturer));
    }

    /** Returns the one open event of a role. */
    Mono<SigningEvent> open(String manufacturer, String role) {
        return withSignatures(
                        database.sql("""
                        select * from signing_event where manufacturer = :manufacturer and role = :role and state = 'open'
                        """).bind("manufacturer", manufacturer).bind("role", role))
                .next();
    }

    Mono<Long> countOpen(String manufacturer) {
        return database.sql("select count(*) from signing_event where manufacturer = :manufacturer and state = 'open'")
                .bind("manufacturer", manufacturer)
                .map(row -> Objects.requireNonNull(row.get(0, Long.class)))
                .one();
    }

    /** Returns the manufacturers that have open events. */
    Flux<String> manufacturersWithOpen() {
        return database.sql("select distinct manufacturer from signing_event where state = 'open'")
                .map(row -> Rows.text(row, "manufacturer"))
                .all();
    }

    Mono<Void> insert(SigningEvent event, UUID audit) {
        return database.sql("""
                        insert into signing_event (id, manufacturer, role, version, purpose, product, release, to_be_signed,
                          delegation, metadata_expires, state, reason, opened_by, opened_at, expires_at, changed_at, event_id)
                        values (:id, :manufacturer, :role, :version, :purpose, :product, :release, :bytes,
                          :delegation, :metadataExpires, :state, :reason, :openedBy, :openedAt, :expiresAt, :openedAt, :audit)
                        """)
                .bind("id", event.id())
                .bind("manufacturer", event.manufacturer())
                .bind("role", event.role())
                .bind("version", event.version())
                .bind("purpose", event.purpose().code())
                .bind(
                        "product",
                        Rows.nullable(event.release().map(ReleaseId::product).orElse(null)))
                .bind(
                        "release",
                        Rows.nullable(event.release().map(ReleaseId::version).orElse(null)))
                .bind("bytes", event.toBeSigned())
                .bind("delegation", event.delegation())
                .bind("metadataExpires", event.metadataExpires())
                .bind("state", event.state().code())
                .bind("reason", event.reason())
                .bind("openedBy", event.openedBy())
                .bind("openedAt", event.openedAt())
                .bind("expiresAt", event.expiresAt())
                .bind("audit", audit)
                .then();
    }

    Mono<Void> insertSignature(SigningEvent event, Signature signature, UUID audit) {
        return database.sql("""
                        insert into signing_event_signature (event, keyid, signature, person, signed_at, event_id)
                        values (:event, :keyid, :signature, :person, :at, :audit)
                        """)
                .bind("event", event.id())
                .bind("keyid", signature.keyid().value())
                .bind("signature", signature.hex())
                .bind("person", Rows.nullable(signature.person().orElse(null)))
                .bind("at", signature.at())
                .bind("audit", audit)
                .then();
    }

    Mono<Void> move(SigningEvent event, SigningEventState to, String reason, Instant at, UUID audit) {
        return database.sql("""
                        update signing_event set state = :state, reason = :reason, changed_at = :at, event_id = :audit
                        where id = :id
                        """)
                .bind("state", to.code())
                .bind("reason", reason)
                .bind("at", at)
                .bind("audit", audit)
                .bind("id", event.id())
                .then();
    }

    private Flux<SigningEvent> withSignatures(DatabaseClient.GenericExecuteSpec select) {
        return select.map(row -> event(row))
                .all()
                .collectList()
                .flatMapIterable(events -> events)
                .concatMap(event -> signatures(event.id()).map(signatures -> with(event, signatures)));
    }

    private Mono<List<Signature>> signatures(UUID event) {
        return database.sql("""
                        select keyid, signature, person, signed_at from signing_event_signature
                        where event = :event order by signed_at, keyid
                        """)
                .bind("event", event)
                .map(row -> new Signature(
                        new KeyId(Rows.text(row, "keyid")),
                        Rows.text(row, "signature"),
                        Rows.optionalText(row, "person"),
                        Rows.instant(row, "signed_at")))
                .all()
                .collectList();
    }

    private static SigningEvent event(Readable row) {
        return new SigningEvent(
                Objects.requireNonNull(row.get("id", UUID.class)),
                Rows.text(row, "manufacturer"),
                Rows.text(row, "role"),
                Rows.number(row, "version"),
                Purpose.of(Rows.text(row, "purpose")),
                release(row.get("product", String.class), row.get("release", String.class)),
                Rows.bytes(row, "to_be_signed"),
                Rows.bytes(row, "delegation"),
                Rows.instant(row, "metadata_expires"),
                SigningEventState.of(Rows.text(row, "state")),
                Rows.text(row, "reason"),
                Rows.text(row, "opened_by"),
                Rows.instant(row, "opened_at"),
                Rows.instant(row, "expires_at"),
                List.of());
    }

    private static Optional<ReleaseId> release(@Nullable String product, @Nullable String version) {
        return product == null || version == null ? Optional.empty() : Optional.of(new ReleaseId(product, version));
    }

    private static SigningEvent with(SigningEvent event, List<Signature> signatures) {
        return new SigningEvent(
                event.id(),
                event.manufacturer(),
                event.role(),
                event.version(),
                event.purpose(),
                event.release(),
                event.toBeSigned(),
                event.delegation(),
                event.metadataExpires(),
                event.state(),
                event.reason(),
                event.openedBy(),
                event.openedAt(),
                event.expiresAt(),
                signatures);
    }
}
