package io.suture.server.fleet;

import io.r2dbc.spi.Readable;
import io.suture.trust.digest.Digest;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The devices' rows. */
final class DeviceTable {

    private static final String COLUMNS = """
            select d.manufacturer, d.id, d.product, d.hardware_revision, d.serial, d.facility, d.installed_version, d.state,
                   d.certificate_fingerprint, d.certificate from device d
            """;

    private final DatabaseClient database;

    DeviceTable(DatabaseClient database) {
        this.database = database;
    }

    /** A device with the certificate that is stored for it. */
    record Stored(Device device, Optional<String> certificatePem) {}

    /** A token that can be used, and whose it is. */
    record TokenOwner(String manufacturer, String device) {}

    Mono<Stored> find(String manufacturer, String id) {
        return one(COLUMNS + "where d.manufacturer = :manufacturer and d.id = :id", manufacturer, id);
    }

    Mono<Stored> lock(String manufacturer, String id) {
        return one(COLUMNS + "where d.manufacturer = :manufacturer and d.id = :id for update", manufacturer, id);
    }

    private Mono<Stored> one(String sql, String manufacturer, String id) {
        return database.sql(sql)
                .bind("manufacturer", manufacturer)
                .bind("id", id)
                .map(row -> stored(row))
                .one();
    }

    Flux<Device> list(String manufacturer) {
        return database.sql(COLUMNS + "where d.manufacturer = :manufacturer order by d.id")
                .bind("manufacturer", manufacturer)
                .map(row -> stored(row).device())
                .all();
    }

    Flux<Device> changedSince(String manufacturer, long change) {
        return database.sql(COLUMNS + """
                          join device_change c on c.manufacturer = d.manufacturer and c.device = d.id
                          where d.manufacturer = :manufacturer and c.change > :change order by c.change
                          """)
                .bind("manufacturer", manufacturer)
                .bind("change", change)
                .filter(statement -> statement.fetchSize(5000))
                .map(row -> stored(row).device())
                .all();
    }

    Mono<Void> insert(Device device, Instant at, UUID event) {
        return database.sql("""
                        insert into device (manufacturer, id, product, hardware_revision, serial, facility, installed_version,
                                            state, registered_at, event_id)
                        values (:manufacturer, :id, :product, :revision, :serial, :facility, :installed, :state, :at, :event)
                        """)
                .bind("manufacturer", device.manufacturer())
                .bind("id", device.id())
                .bind("product", device.product())
                .bind("revision", device.hardwareRevision())
                .bind("serial", device.serial())
                .bind("facility", device.facility())
                .bind("installed", device.installedVersion())
                .bind("state", device.state().code())
                .bind("at", at)
                .bind("event", event)
                .then();
    }

    Mono<Void> enrol(Device device, String certificatePem, Digest certificate, Digest key, Instant at, UUID event) {
        return keep(device, certificatePem, certificate, at, event)
                .then(replace(device, certificatePem, certificate, key, event));
    }

    private Mono<Void> keep(Device device, String certificatePem, Digest certificate, Instant at, UUID event) {
        return database.sql("""
                        insert into device_certificate (manufacturer, device, fingerprint, certificate, enrolled_at, event_id)
                        values (:manufacturer, :device, :fingerprint, :certificate, :at, :event)
                        """)
                .bind("manufacturer", device.manufacturer())
                .bind("device", device.id())
                .bind("fingerprint", certificate.hex())
                .bind("certificate", certificatePem)
                .bind("at", at)
                .bind("event", event)
                .then();
    }

    /** Returns every certificate the device was enrolled with, oldest first. */
    Flux<String> certificates(String manufacturer, String id) {
        return database.sql("""
                        select certificate from device_certificate where manufacturer = :manufacturer and device = :id
                        order by enrolled_at, fingerprint
                        """)
                .bind("manufacturer", manufacturer)
                .bind("id", id)
                .map(row -> text(row, "certificate"))
                .all();
    }

    private Mono<Void> replace(Device device, String certificatePem, Digest certificate, Digest key, UUID event) {
        return database.sql("""
                        update device set state = 'enrolled', certificate = :pem, certificate_fingerprint = :certificate,
                               key_fingerprint = :key, revoked_at = null, event_id = :event
                        where manufacturer = :manufacturer and id = :id
                        """)
                .bind("pem", certificatePem)
                .bind("certificate", certificate.hex())
                .bind("key", key.hex())
                .bind("event", event)
                .bind("manufacturer", device.manufacturer())
                .bind("id", device.id())
                .then();
    }

    Mono<Void> revoke(Device device, Instant at, UUID event) {
        return database.sql("""
                        update device set state = 'revoked', revoked_at = :at, event_id = :event
                        where manufacturer = :manufacturer and id = :id
                        """)
                .bind("at", at)
                .bind("event", event)
                .bind("manufacturer", device.manufacturer())
                .bind("id", device.id())
                .then();
    }

    Mono<Void> installed(Device device, String version, UUID event) {
        return database.sql("""
                        update device set installed_version = :version, event_id = :event
                        where manufacturer = :manufacturer and id = :id
                        """)
                .bind("version", version)
                .bind("event", event)
                .bind("manufacturer", device.manufacturer())
                .bind("id", device.id())
                .then();
    }

    /** Ends every unused token of the device, then stores a new one. */
    Mono<Void> replaceTokens(Device device, EnrolmentToken token, Instant now, Instant expires, UUID event) {
        return endTokens(device, now, event)
                .then(database.sql("""
                                insert into enrolment_token (token_hash, manufacturer, device, expires_at, event_id)
                                values (:hash, :manufacturer, :device, :expires, :event)
                                """)
                        .bind("hash", token.hash())
                        .bind("manufacturer", device.manufacturer())
                        .bind("device", device.id())
                        .bind("expires", expires)
                        .bind("event", event)
                        .then());
    }

    Mono<Void> endTokens(Device device, Instant now, UUID event) {
        return database.sql("""
                        update enrolment_token set used_at = :now, event_id = :event
                        where manufacturer = :manufacturer and device = :device and used_at is null
                        """)
                .bind("now", now)
                .bind("event", event)
                .bind("manufacturer", device.manufacturer())
                .bind("device", device.id())
                .then();
    }

    /** Finds a token that can be used now and locks it till the transaction ends. */
    Mono<TokenOwner> lockToken(EnrolmentToken token, Instant now) {
        return database.sql("""
                        select manufacturer, device from enrolment_token
                        where token_hash = :hash and used_at is null and expires_at > :now for update
                        """)
                .bind("hash", token.hash())
                .bind("now", now)
                .map(row -> new TokenOwner(text(row, "manufacturer"), text(row, "device")))
                .one();
    }

    Mono<Boolean> keyIsKnown(Device but, Digest key) {
        return database.sql("""
                        select exists (select 1 from device where key_fingerprint = :key
                               and not (manufacturer = :manufacturer and id = :id)) as known
                        """)
                .bind("key", key.hex())
                .bind("manufacturer", but.manufacturer())
                .bind("id", but.id())
                .map(row -> Objects.requireNonNull(row.get("known", Boolean.class)))
                .one();
    }

    private static Stored stored(Readable row) {
        Device device = new Device(
                text(row, "manufacturer"),
                text(row, "id"),
                text(row, "product"),
                text(row, "hardware_revision"),
                text(row, "serial"),
                text(row, "facility"),
                text(row, "installed_version"),
                DeviceState.of(text(row, "state")),
                Optional.ofNullable(row.get("certificate_fingerprint", String.class))
                        .map(Digest::ofHex));
        return new Stored(device, Optional.ofNullable(row.get("certificate", String.class)));
    }

    static String text(Readable row, String column) {
        return Objects.requireNonNull(row.get(column, String.class));
    }
}
