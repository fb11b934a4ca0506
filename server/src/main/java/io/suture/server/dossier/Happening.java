package io.suture.server.dossier;

import io.suture.trust.json.Json;
import io.suture.trust.json.JsonObject;
import io.suture.trust.log.AuditEntry;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A log entry with its disclosed sections, read from the very files that the dossier contains.
 *
 * @param index its place in the log
 * @param id the event's id
 * @param kind what happened
 * @param time when, by the server's clock
 * @param pub public facts
 * @param sections actor, subject and detail, as far as there are any
 */
record Happening(long index, String id, String kind, Instant time, JsonObject pub, Map<String, JsonObject> sections) {

    /** Copies the sections. */
    Happening {
        sections = Map.copyOf(sections);
    }

    static List<Happening> read(byte[] entries, byte[] disclosures) {
        Map<Long, Map<String, JsonObject>> disclosed = new HashMap<>();
        lines(disclosures)
                .forEach(line -> disclosed
                        .computeIfAbsent(line.integer("index"), index -> new HashMap<>())
                        .put(line.string("section"), Json.parseObject(base64(line, "body"))));
        List<Happening> all = new ArrayList<>();
        lines(entries).forEach(line -> {
            long index = line.integer("index");
            AuditEntry entry = AuditEntry.parse(base64(line, "entry"));
            all.add(new Happening(
                    index,
                    entry.id(),
                    entry.kind(),
                    entry.time(),
                    entry.pub(),
                    disclosed.getOrDefault(index, Map.of())));
        });
        return all;
    }

    private static List<JsonObject> lines(byte[] file) {
        return new String(file, StandardCharsets.UTF_8)
                .lines()
                .map(line -> Json.parseObject(line.getBytes(StandardCharsets.UTF_8)))
                .toList();
    }

    private static byte[] base64(JsonObject line, String key) {
        return Base64.getDecoder().decode(line.string(key));
    }

    boolean is(String wanted) {
        return kind.equals(wanted);
    }

    boolean isRefusal() {
        return kind.endsWith(".refused") || kind.endsWith("-refused");
    }

    JsonObject section(String name) {
        return sections.getOrDefault(name, JsonObject.EMPTY);
    }

    /** Return who it was, a device or the server included. */
    String actor() {
        JsonObject actor = section("actor");
        return actor.findString("printedName")
                .map(name -> name + " (" + actor.findString("id").orElse("?") + ")")
                .or(() -> actor.findString("device"))
                .or(() -> actor.findString("id"))
                .orElse("the server");
    }

    Optional<String> detail(String key) {
        return section("detail").find(key).map(Text::of);
    }

    /** Return the event with everything that was recorded, old and new values among it. */
    JsonObject toJson() {
        JsonObject.Builder json = JsonObject.builder()
                .put("logIndex", index)
                .put("time", time)
                .put("kind", kind)
                .put("who", actor());
        for (String name : List.of("actor", "subject", "detail")) {
            if (!section(name).members().isEmpty()) {
                json.put(name, Printable.of(section(name)));
            }
        }
        if (!pub.members().isEmpty()) {
            json.put("public", Printable.of(pub));
        }
        return json.build();
    }
}
