package io.suture.cli.ceremony;

import io.suture.cli.keys.KeyLocation;
import io.suture.cli.session.CommandFailure;
import io.suture.cli.session.LocalFiles;
import io.suture.trust.json.Json;
import io.suture.trust.json.JsonObject;
import io.suture.trust.json.JsonString;
import io.suture.trust.json.JsonValue;
import io.suture.trust.json.MalformedDocumentException;
import io.suture.trust.key.KeyFamily;
import io.suture.trust.tuf.FamilyDemand;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;

/** What the plan of a first ceremony and the plan of a rotation have in common. */
final class PlanMembers {

    private PlanMembers() {}

    /**
     * A key that a plan names: by its location alone, or as {@code {"key": …, "owner": …}}.
     *
     * @param location where it is; a private key signs now, a public one later
     * @param owner who holds it, for the record
     */
    record PlannedKey(KeyLocation location, Optional<String> owner) {

        private static PlannedKey of(JsonValue json, Path base) {
            return switch (json) {
                case JsonString name -> new PlannedKey(KeyLocation.of(name.value(), base), Optional.empty());
                case JsonObject key -> {
                    requireKnown(key, Set.of("key", "owner"));
                    yield new PlannedKey(KeyLocation.of(key.string("key"), base), key.findString("owner"));
                }
                default -> throw new MalformedDocumentException("", "a key or a key with its owner is expected");
            };
        }
    }

    /**
     * Who, beside the server's key, may sign a product's releases.
     *
     * @param threshold how many must sign, the server's key counted
     * @param approvers the approvers' public keys
     * @param families what is demanded of each family
     */
    record ProductPlan(int threshold, List<PlannedKey> approvers, FamilyDemand families) {

        private static ProductPlan of(JsonObject json, Path base) {
            requireKnown(json, Set.of("threshold", "keys", "families"));
            List<PlannedKey> approvers = keys(json, "keys", base);
            return new ProductPlan(
                    PlanMembers.threshold(json, approvers.size() + 1), approvers, PlanMembers.families(json));
        }
    }

    /** Return what the reader makes of a plan file; it gets the file's folder, at which relative paths start. */
    static <T> T read(Path file, BiFunction<JsonObject, Path, T> reader) {
        try {
            Path folder = file.toAbsolutePath().resolveSibling("");
            return reader.apply(Json.parseObject(LocalFiles.read(file, LocalFiles.DOCUMENT)), folder);
        } catch (MalformedDocumentException e) {
            throw CommandFailure.usage(file + ": " + e.getMessage());
        }
    }

    static List<PlannedKey> keys(JsonObject json, String member, Path base) {
        return json.findArray(member).stream()
                .flatMap(array -> array.elements().stream())
                .map(key -> PlannedKey.of(key, base))
                .toList();
    }

    static int threshold(JsonObject json, int keys) {
        long threshold = json.integer("threshold");
        if (threshold < 1 || threshold > keys) {
            throw new MalformedDocumentException("threshold", "1 to " + keys + " is expected");
        }
        return (int) threshold;
    }

    static FamilyDemand families(JsonObject json) {
        Map<KeyFamily, Integer> required = new EnumMap<>(KeyFamily.class);
        JsonObject families = json.findObject("families").orElse(JsonObject.EMPTY);
        for (String word : families.keys()) {
            KeyFamily family = KeyFamily.ofWord(word)
                    .orElseThrow(() -> new MalformedDocumentException("families", word + " is not a family of keys"));
            required.put(family, (int) Math.min(families.integer(word), Integer.MAX_VALUE));
        }
        return new FamilyDemand(required);
    }

    static List<String> strings(JsonObject json, String member) {
        return json.has(member) ? json.strings(member) : List.of();
    }

    static Map<String, ProductPlan> products(JsonObject json, Path base) {
        Map<String, ProductPlan> products = new LinkedHashMap<>();
        JsonObject listed = json.findObject("products").orElse(JsonObject.EMPTY);
        listed.keys().forEach(id -> products.put(id, listed.read(id, product -> ProductPlan.of(product, base))));
        return products;
    }

    static Map<String, Path> documents(JsonObject json, Path base) {
        Map<String, Path> documents = new LinkedHashMap<>();
        JsonObject listed = json.findObject("documents").orElse(JsonObject.EMPTY);
        for (String target : listed.keys()) {
            if (!target.matches("policy/[A-Za-z0-9][A-Za-z0-9._-]{0,127}")) {
                throw new MalformedDocumentException("documents", target + " is not policy/<name>");
            }
            documents.put(target, base.resolve(listed.string(target)));
        }
        return documents;
    }

    static void requireKnown(JsonObject json, Set<String> members) {
        for (String key : json.keys()) {
            if (!members.contains(key)) {
                throw new MalformedDocumentException(key, "is not known here");
            }
        }
    }
}
