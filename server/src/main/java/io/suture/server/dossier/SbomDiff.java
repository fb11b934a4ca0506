package io.suture.server.dossier;

import io.suture.trust.json.Json;
import io.suture.trust.json.JsonArray;
import io.suture.trust.json.JsonObject;
import io.suture.trust.json.JsonString;
import io.suture.trust.json.JsonValue;
import io.suture.trust.json.MalformedDocumentException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Which components came, went or changed their version between two bills of materials (CycloneDX or SPDX, JSON). */
final class SbomDiff {

    private SbomDiff() {}

    /** Return the differences; empty when one of the two cannot be read as a list of components. */
    static Optional<List<JsonObject>> between(byte[] older, byte[] newer) {
        return components(older).flatMap(before -> components(newer).map(after -> compare(before, after)));
    }

    private static List<JsonObject> compare(Map<String, Set<String>> before, Map<String, Set<String>> after) {
        Set<String> names = new TreeSet<>(before.keySet());
        names.addAll(after.keySet());
        List<JsonObject> changes = new ArrayList<>();
        for (String name : names) {
            Set<String> old = before.getOrDefault(name, new TreeSet<>());
            Set<String> now = after.getOrDefault(name, new TreeSet<>());
            if (!old.equals(now)) {
                changes.add(JsonObject.builder()
                        .put("component", name)
                        .put("change", change(old, now))
                        .put("before", String.join(", ", old))
                        .put("after", String.join(", ", now))
                        .build());
            }
        }
        return changes;
    }

    private static String change(Set<String> old, Set<String> now) {
        if (old.isEmpty()) {
            return "added";
        }
        return now.isEmpty() ? "removed" : "version changed";
    }

    private static Optional<Map<String, Set<String>>> components(byte[] sbom) {
        try {
            JsonObject json = Json.parseObject(sbom);
            Map<String, Set<String>> components = new TreeMap<>();
            collect(json, "components", "version", components);
            collect(json, "packages", "versionInfo", components);
            boolean known = json.has("bomFormat") || json.has("spdxVersion");
            return known ? Optional.of(components) : Optional.empty();
        } catch (MalformedDocumentException e) {
            return Optional.empty();
        }
    }

    private static void collect(JsonObject json, String key, String version, Map<String, Set<String>> into) {
        if (!(json.find(key).orElse(null) instanceof JsonArray array)) {
            return;
        }
        for (JsonValue value : array.elements()) {
            if (value instanceof JsonObject component) {
                into.computeIfAbsent(name(component), name -> new TreeSet<>()).add(text(component, version, "?"));
                collect(component, key, version, into);
            }
        }
    }

    private static String name(JsonObject component) {
        String group = text(component, "group", "");
        String name = text(component, "name", "?");
        return group.isEmpty() ? name : group + "/" + name;
    }

    private static String text(JsonObject json, String key, String otherwise) {
        return json.find(key).orElse(null) instanceof JsonString string ? string.value() : otherwise;
    }
}
