package io.suture.server.audit;

import io.suture.trust.json.Json;
import io.suture.trust.json.JsonObject;
import io.suture.trust.log.AuditEntry;
import io.suture.trust.log.Section;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/**
 * An event as auditors read it.
 *
 * @param index its place in the log
 * @param event its id
 * @param entry the entry
 * @param sections the sections that can be read
 */
public record ShownEvent(long index, UUID event, AuditEntry entry, List<Section> sections) {

    /** Return the event with its sections opened; {@code unreadable} names the others, which were erased with an
     * entry of their own, or damaged: {@link LogFsck} tells which. */
    public JsonObject toJson() {
        JsonObject.Builder json = JsonObject.builder()
                .put("index", index)
                .put("id", entry.id())
                .put("kind", entry.kind())
                .put("time", entry.time());
        if (!entry.pub().members().isEmpty()) {
            json.put("pub", entry.pub());
        }
        Set<String> unreadable = new TreeSet<>(entry.commit().keySet());
        for (Section section : sections) {
            json.put(section.name(), Json.parseObject(section.body()));
            unreadable.remove(section.name());
        }
        if (!unreadable.isEmpty()) {
            json.putStrings("unreadable", unreadable);
        }
        return json.build();
    }
}
