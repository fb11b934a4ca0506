package io.suture.server.dossier;

import io.suture.server.audit.AuditKind;
import io.suture.server.database.Rows;
import io.suture.trust.json.Json;
import io.suture.trust.json.JsonObject;
import io.suture.trust.release.ReleaseId;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumSet;
import java.util.HexFormat;
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
              union select e.id from audit_event e where e.manufacturer = :manufacturer and e.kind = any(:naming)
                    and (position(:named in e.leaf) > 0 or exists (
                      select 1 from audit_section s where s.event_id = e.id and (position(:subject in s.body) > 0
                        or position(:named in s.body) > 0 or position(:path in s.body) > 0
                        or position(:below in s.body) > 0))))
            """;

    private final DatabaseClient database;

    DossierEvents(DatabaseClient database) {
        this.database = database;
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

    /** Return lines of disclosed sections. */
    Flux<byte[]> disclosures(String manufacturer, ReleaseId release, long size) {
        return bind(EVENTS + """
                  select leaf.leaf_index, section.name, section.salt, section.body from told
                  join audit_leaf leaf on leaf.event_id = told.event_id
                  join audit_section section on section.event_id = told.event_id
                  where leaf.leaf_index < :size order by leaf.leaf_index, section.name
                  """, manufacturer, release)
                .bind("size", size)
                .map(row -> Json.compact(JsonObject.builder()
                        .put("index", Rows.number(row, "leaf_index"))
                        .put("section", Rows.text(row, "name"))
                        .put("salt", HexFormat.of().formatHex(Rows.bytes(row, "salt")))
                        .put("body", base64(Rows.bytes(row, "body")))
                        .build()))
                .all();
    }

    /** The needles are fragments of canonical JSON; a text that quotes one has its quotation marks escaped. */
    private DatabaseClient.GenericExecuteSpec bind(String sql, String manufacturer, ReleaseId release) {
        String path = "/releases/" + release;
        return database.sql(sql)
                .bind("manufacturer", manufacturer)
                .bind("product", release.product())
                .bind("version", release.version())
                .bind("naming", NAMING)
                .bind(
                        "subject",
                        needle("\"product\":\"" + release.product() + "\",\"version\":\"" + release.version() + '"'))
                .bind("named", needle("\"release\":\"" + release + '"'))
                .bind("path", needle(path + '"'))
                .bind("below", needle(path + '/'));
    }

    private static byte[] needle(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
