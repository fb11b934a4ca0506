package io.suture.server.dossier;

import io.suture.server.audit.AuditKind;
import io.suture.server.audit.SealedSections;
import io.suture.server.database.Rows;
import io.suture.trust.json.Json;
import io.suture.trust.json.JsonObject;
import io.suture.trust.log.Section;
import io.suture.trust.release.ReleaseId;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The log entries that tell the story of a release, and the private sections of exactly these: the events of its rows,
 * and those that only name it, such as refused attempts and earlier exports.
 */
final class DossierEvents {

    /** What a fleet does; their events about a release have rows. */
    private static final Set<AuditKind> ROWS_ONLY = EnumSet.of(
            AuditKind.DEVICE_REGISTERED,
            AuditKind.DEVICE_ENROLLED,
            AuditKind.DEVICE_REVOKED,
            AuditKind.RECEIPT_ACCEPTED);

    private static final String[] NAMING = Arrays.stream(AuditKind.values())
            .filter(kind -> !ROWS_ONLY.contains(kind))
            .map(AuditKind::code)
            .toArray(String[]::new);

    private static final String EVENTS = """
            with told as (
              select event_id from release where manufacturer = :manufacturer and product = :product and version = :version
              union select event_id from release_file where manufacturer = :manufacturer and product = :product and version = :version
              union select event_id from release_history where manufacturer = :manufacturer and product = :product and version = :version
              union select event_id from evidence where manufacturer = :manufacturer and product = :product and version = :version
              union select event_id from release_publication
                    where manufacturer = :manufacturer and product = :product and version = :version
              union select event_id from facility_approval
                    where manufacturer = :manufacturer and product = :product and version = :version
              union select event_id from receipt where manufacturer = :manufacturer and product = :product and version = :version
              union select event_id from tuf_target where manufacturer = :manufacturer
                    and (starts_with(path, :product || '/' || :version || '/') or starts_with(path, 'policy/'))
              union select c.event_id from device_certificate c join receipt r
                    on r.manufacturer = c.manufacturer and r.device = c.device
                    where r.manufacturer = :manufacturer and r.product = :product and r.version = :version
              union select f.event_id from audit_fact f join audit_event e on e.id = f.event_id
                    where f.manufacturer = :manufacturer and f.facts @> array['release=' || :product || '/' || :version]
                      and e.kind = any(:naming))
            """;

    private final DatabaseClient database;
    private final SealedSections sections;

    DossierEvents(DatabaseClient database, SealedSections sections) {
        this.database = database;
        this.sections = sections;
    }

    /** Return the newest event of the release. */
    Mono<UUID> newest(String manufacturer, ReleaseId release) {
        return bind(EVENTS + """
                  select event.id from told join audit_event event on event.id = told.event_id
                  order by event.hint desc limit 1
                  """, manufacturer, release)
                .map(row -> Objects.requireNonNull(row.get("id", UUID.class)))
                .one();
    }

    /** Return lines {@code {"index":…,"entry":…}} of entries below a size, in order. */
    Flux<byte[]> entries(String manufacturer, ReleaseId release, long size) {
        return bind(EVENTS + """
                  select leaf.leaf_index, event.leaf from told
                  join audit_leaf leaf on leaf.event_id = told.event_id
                  join audit_event event on event.id = told.event_id
                  where leaf.leaf_index < :size order by leaf.leaf_index
                  """, manufacturer, release)
                .bind("size", size)
                .map(row -> Json.compact(JsonObject.builder()
                        .put("index", Rows.number(row, "leaf_index"))
                        .put("entry", base64(Rows.bytes(row, "leaf")))
                        .build()))
                .all();
    }

    /** Return lines of disclosed sections; what was erased is not among them. */
    Flux<byte[]> disclosures(String manufacturer, ReleaseId release, long size) {
        return bind(EVENTS + """
                  select leaf.leaf_index, section.event_id, section.name, section.key_id, section.sealed from told
                  join audit_leaf leaf on leaf.event_id = told.event_id
                  join audit_section section on section.event_id = told.event_id
                  where leaf.leaf_index < :size order by leaf.leaf_index, section.name
                  """, manufacturer, release)
                .bind("size", size)
                .map(row -> Map.entry(Rows.number(row, "leaf_index"), SealedSections.Row.of(row)))
                .all()
                .concatMap(row -> sections.open(row.getValue()).map(section -> disclosure(row.getKey(), section)));
    }

    private static byte[] disclosure(long index, Section section) {
        return Json.compact(JsonObject.builder()
                .put("index", index)
                .put("section", section.name())
                .put("salt", HexFormat.of().formatHex(section.salt()))
                .put("body", base64(section.body()))
                .build());
    }

    private DatabaseClient.GenericExecuteSpec bind(String sql, String manufacturer, ReleaseId release) {
        return database.sql(sql)
                .bind("manufacturer", manufacturer)
                .bind("product", release.product())
                .bind("version", release.version())
                .bind("naming", NAMING);
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
