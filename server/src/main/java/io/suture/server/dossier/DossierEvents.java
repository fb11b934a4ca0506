package io.suture.server.dossier;

import io.suture.trust.json.Json;
import io.suture.trust.json.JsonObject;
import io.suture.trust.release.ReleaseId;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Objects;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Flux;

/** The log entries that tell the story of a release, and the private sections of exactly these. */
final class DossierEvents {

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
                    where r.manufacturer = :manufacturer and r.product = :product and r.version = :version)
            """;

    private final DatabaseClient database;

    DossierEvents(DatabaseClient database) {
        this.database = database;
    }

    /** Returns lines {@code {"index":…,"entry":…}} of entries below a size, in order. */
    Flux<byte[]> entries(String manufacturer, ReleaseId release, long size) {
        String sql = EVENTS + """
                  select leaf.leaf_index, event.leaf from told
                  join audit_leaf leaf on leaf.event_id = told.event_id
                  join audit_event event on event.id = told.event_id
                  where leaf.leaf_index < :size order by leaf.leaf_index
                  """;
        return bind(sql, manufacturer, release, size)
                .map(row -> Json.compact(JsonObject.builder()
                        .put("index", Objects.requireNonNull(row.get("leaf_index", Long.class)))
                        .put("entry", base64(Objects.requireNonNull(row.get("leaf", byte[].class))))
                        .build()))
                .all();
    }

    /** Returns lines of disclosed sections. */
    Flux<byte[]> disclosures(String manufacturer, ReleaseId release, long size) {
        String sql = EVENTS + """
                  select leaf.leaf_index, section.name, section.salt, section.body from told
                  join audit_leaf leaf on leaf.event_id = told.event_id
                  join audit_section section on section.event_id = told.event_id
                  where leaf.leaf_index < :size order by leaf.leaf_index, section.name
                  """;
        return bind(sql, manufacturer, release, size)
                .map(row -> Json.compact(JsonObject.builder()
                        .put("index", Objects.requireNonNull(row.get("leaf_index", Long.class)))
                        .put("section", Objects.requireNonNull(row.get("name", String.class)))
                        .put("salt", HexFormat.of().formatHex(Objects.requireNonNull(row.get("salt", byte[].class))))
                        .put("body", base64(Objects.requireNonNull(row.get("body", byte[].class))))
                        .build()))
                .all();
    }

    private DatabaseClient.GenericExecuteSpec bind(String sql, String manufacturer, ReleaseId release, long size) {
        return database.sql(sql)
                .bind("manufacturer", manufacturer)
                .bind("product", release.product())
                .bind("version", release.version())
                .bind("size", size);
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
