package io.suture.server.fleet;

import io.suture.trust.attest.InstallationReceipt;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The receipts' rows. */
final class ReceiptTable {

    /** Most sizes that a carried repository leads on from: 2 kB each. */
    static final int SEEN_SIZES = 4096;

    private final DatabaseClient database;

    ReceiptTable(DatabaseClient database) {
        this.database = database;
    }

    /** A receipt as stored. */
    @SuppressWarnings("ArrayRecordComponent")
    record Stored(UUID event, byte[] envelope) {}

    Mono<Stored> find(Device device, UUID attempt) {
        return database.sql("""
                        select event_id, envelope from receipt
                        where manufacturer = :manufacturer and device = :device and attempt = :attempt
                        """)
                .bind("manufacturer", device.manufacturer())
                .bind("device", device.id())
                .bind("attempt", attempt)
                .map(row -> new Stored(
                        Objects.requireNonNull(row.get("event_id", UUID.class)),
                        Objects.requireNonNull(row.get("envelope", byte[].class))))
                .one();
    }

    Mono<Optional<Long>> lastCounter(Device device) {
        return database.sql(
                        "select max(counter) as last from receipt where manufacturer = :manufacturer and device = :device")
                .bind("manufacturer", device.manufacturer())
                .bind("device", device.id())
                .map(row -> Optional.ofNullable(row.get("last", Long.class)))
                .one();
    }

    Mono<Void> insert(
            InstallationReceipt receipt,
            byte[] envelope,
            Optional<Contradiction> contradiction,
            Instant at,
            UUID event) {
        DatabaseClient.GenericExecuteSpec insert = database.sql("""
                        insert into receipt (id, manufacturer, device, attempt, product, version, result, reason, counter,
                                             contradiction, envelope, received_at, event_id)
                        values (:event, :manufacturer, :device, :attempt, :product, :version, :result, :reason, :counter,
                                :contradiction, :envelope, :at, :event)
                        """)
                .bind("event", event)
                .bind("manufacturer", receipt.manufacturer())
                .bind("device", receipt.device())
                .bind("attempt", UUID.fromString(receipt.attempt()))
                .bind("product", receipt.release().product())
                .bind("version", receipt.release().version())
                .bind("result", receipt.result().json())
                .bind("reason", receipt.reason())
                .bind("counter", receipt.counter())
                .bind("envelope", envelope)
                .bind("at", at);
        return contradiction
                .map(found -> insert.bind("contradiction", found.code()))
                .orElseGet(() -> insert.bindNull("contradiction", String.class))
                .then();
    }

    /** The newest sizes of confirmed installations; they are inside the signed envelopes. */
    Flux<Long> seenLogSizes(String manufacturer) {
        return database.sql("""
                        select distinct (convert_from(decode(convert_from(envelope, 'UTF8')::jsonb ->> 'payload', 'base64'),
                                         'UTF8')::jsonb -> 'predicate' ->> 'checkpointSize')::bigint as size
                        from receipt where manufacturer = :manufacturer and result = 'confirmed'
                        order by size desc limit :most
                        """)
                .bind("manufacturer", manufacturer)
                .bind("most", SEEN_SIZES)
                .map(row -> Objects.requireNonNull(row.get("size", Long.class)))
                .all();
    }

    Flux<StoredReceipt> of(String manufacturer, String product, String version) {
        return database.sql("""
                        select event_id, device, result, received_at, contradiction, envelope from receipt
                        where manufacturer = :manufacturer and product = :product and version = :version
                        order by received_at, event_id
                        """)
                .bind("manufacturer", manufacturer)
                .bind("product", product)
                .bind("version", version)
                .map(row -> new StoredReceipt(
                        Objects.requireNonNull(row.get("event_id", UUID.class)),
                        DeviceTable.text(row, "device"),
                        DeviceTable.text(row, "result"),
                        Objects.requireNonNull(row.get("received_at", Instant.class)),
                        Optional.ofNullable(row.get("contradiction", String.class)),
                        Objects.requireNonNull(row.get("envelope", byte[].class))))
                .all();
    }
}
