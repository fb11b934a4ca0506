package io.suture.server.fleet;

import static io.suture.server.fleet.DeviceTable.text;

import io.r2dbc.spi.Readable;
import io.suture.server.fleet.FleetReadiness.Waiting;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The rows of last contacts. */
final class ContactTable {

    private static final int BATCH = 1000;
    private static final String ENROLLED = """
             from device d left join device_contact c on c.manufacturer = d.manufacturer and c.device = d.id
             where d.manufacturer = :manufacturer and d.state = 'enrolled'
            """;

    private final DatabaseClient database;

    ContactTable(DatabaseClient database) {
        this.database = database;
    }

    /** Writes when devices were last heard of; the newest time wins. */
    Mono<Void> write(String manufacturer, Map<String, Contact> contacts) {
        return Flux.fromStream(contacts.keySet().stream().sorted())
                .buffer(BATCH)
                .concatMap(devices -> write(
                        manufacturer,
                        devices,
                        devices.stream().map(contacts::get).toList()))
                .then();
    }

    private Mono<Void> write(String manufacturer, List<String> devices, List<Contact> contacts) {
        return database.sql("""
                        insert into device_contact as known (manufacturer, device, last_seen, trusted_root)
                        select :manufacturer, device, seen, nullif(root, 0)
                        from unnest(:devices::text[], :times::timestamptz[], :roots::bigint[]) as t (device, seen, root)
                        on conflict (manufacturer, device) do update set
                          last_seen = greatest(known.last_seen, excluded.last_seen),
                          trusted_root = coalesce(excluded.trusted_root, known.trusted_root)
                        """)
                .bind("manufacturer", manufacturer)
                .bind("devices", devices.toArray(String[]::new))
                .bind("times", contacts.stream().map(Contact::at).toArray(Instant[]::new))
                .bind(
                        "roots",
                        contacts.stream()
                                .map(contact -> contact.trustedRoot().orElse(0L))
                                .toArray(Long[]::new))
                .then();
    }

    Mono<Instant> lastSeen(String manufacturer, String device) {
        return database.sql("select last_seen from device_contact where manufacturer = :manufacturer and device = :id")
                .bind("manufacturer", manufacturer)
                .bind("id", device)
                .map(row -> Objects.requireNonNull(row.get("last_seen", Instant.class)))
                .one();
    }

    /** Counts the enrolled devices that trust this root or a later one, and lists the first of the others. */
    Mono<FleetReadiness> readiness(String manufacturer, long root, Instant silentBefore, int listed) {
        return waiting(manufacturer, root, listed)
                .collectList()
                .flatMap(waiting -> database.sql("""
                                select count(*) as devices,
                                  count(*) filter (where c.trusted_root >= :root) as ready,
                                  count(*) filter (where c.trusted_root < :root) as behind,
                                  count(*) filter (where coalesce(c.trusted_root, 0) < :root
                                    and coalesce(c.last_seen, '-infinity') < :silent) as silent
                                """ + ENROLLED)
                        .bind("manufacturer", manufacturer)
                        .bind("root", root)
                        .bind("silent", silentBefore)
                        .map(row -> new FleetReadiness(
                                root,
                                number(row, "devices"),
                                number(row, "ready"),
                                number(row, "behind"),
                                number(row, "silent"),
                                waiting))
                        .one());
    }

    private Flux<Waiting> waiting(String manufacturer, long root, int listed) {
        return database.sql("select d.id, d.product, d.facility, c.trusted_root, c.last_seen" + ENROLLED + """
                         and coalesce(c.trusted_root, 0) < :root order by c.last_seen nulls first, d.id limit :listed
                        """)
                .bind("manufacturer", manufacturer)
                .bind("root", root)
                .bind("listed", listed)
                .map(row -> new Waiting(
                        text(row, "id"),
                        text(row, "product"),
                        text(row, "facility"),
                        Optional.ofNullable(row.get("trusted_root", Long.class)),
                        Optional.ofNullable(row.get("last_seen", Instant.class))))
                .all();
    }

    private static long number(Readable row, String column) {
        return Objects.requireNonNull(row.get(column, Long.class));
    }
}
