package io.suture.trust.gate;

import io.suture.trust.json.JsonArray;
import io.suture.trust.json.JsonBoolean;
import io.suture.trust.json.JsonNull;
import io.suture.trust.json.JsonNumber;
import io.suture.trust.json.JsonObject;
import io.suture.trust.json.JsonString;
import io.suture.trust.json.JsonValue;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * A document that differs from another one in one place.
 *
 * @param path where, as a JSON pointer
 * @param how what was done there
 * @param document the changed document
 */
record JsonMutation(String path, String how, JsonValue document) {

    private static final Pattern INSTANT = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT.*Z");
    private static final Duration LONG = Duration.ofDays(400);

    /** The words that may stand in the place of each other. */
    private static final List<List<String>> WORDS = List.of(
            List.of("key", "passkey"),
            List.of("approval", "review", "authorship", "responsibility"),
            List.of("author", "tester", "approver", "signer"),
            List.of("release-engineer", "validator", "quality-approver"),
            List.of("out-of-cycle", "routine", "correction"),
            List.of("firmware", "configuration"),
            List.of("malware-scan", "risk-acceptable"));

    /** Return every mutation of a document. */
    static List<JsonMutation> of(JsonValue document) {
        List<JsonMutation> all = new ArrayList<>();
        collect("", document, UnaryOperator.identity(), all);
        return all;
    }

    private static void collect(String path, JsonValue value, UnaryOperator<JsonValue> within, List<JsonMutation> all) {
        changes(value).forEach((how, changed) -> all.add(new JsonMutation(path, how, within.apply(changed))));
        switch (value) {
            case JsonObject object ->
                object.keys().forEach(key -> {
                    all.add(new JsonMutation(path + "/" + key, "removed", within.apply(without(object, key))));
                    collect(
                            path + "/" + key,
                            object.get(key),
                            changed -> within.apply(
                                    object.toBuilder().set(key, changed).build()),
                            all);
                });
            case JsonArray array -> {
                for (int i = 0; i < array.size(); i++) {
                    String at = path + "/" + i;
                    int index = i;
                    JsonValue element = array.elements().get(i);
                    all.add(new JsonMutation(at, "removed", within.apply(edited(array, list -> list.remove(index)))));
                    all.add(new JsonMutation(
                            at, "repeated", within.apply(edited(array, list -> list.add(index, element)))));
                    collect(at, element, changed -> within.apply(edited(array, list -> list.set(index, changed))), all);
                }
            }
            default -> {}
        }
    }

    private static Map<String, JsonValue> changes(JsonValue value) {
        Map<String, JsonValue> changes = new LinkedHashMap<>();
        changes.put("null", new JsonNull());
        switch (value) {
            case JsonObject object -> {
                changes.put("an array", JsonArray.of());
                changes.put(
                        "with an unknown member",
                        object.toBuilder().put("unknownMember", true).build());
            }
            case JsonArray ignored -> {
                changes.put("an object", JsonObject.EMPTY);
                changes.put("emptied", JsonArray.of());
            }
            case JsonString string -> {
                changes.put("a number", JsonNumber.of(1));
                text(string.value()).forEach((how, text) -> changes.put(how, new JsonString(text)));
            }
            case JsonNumber number -> {
                changes.put("a text", new JsonString(String.valueOf(number.asLong())));
                changes.put("one more", JsonNumber.of(number.asLong() + 1));
                changes.put("one less", JsonNumber.of(number.asLong() - 1));
            }
            case JsonBoolean bool -> {
                changes.put("a text", new JsonString(String.valueOf(bool.value())));
                changes.put("flipped", new JsonBoolean(!bool.value()));
            }
            default -> {}
        }
        return changes;
    }

    private static Map<String, String> text(String text) {
        Map<String, String> changes = new LinkedHashMap<>();
        changes.put("changed", text + "x");
        changes.put("blank", "");
        if (INSTANT.matcher(text).matches()) {
            changes.put("earlier", Instant.parse(text).minus(LONG).toString());
            changes.put("later", Instant.parse(text).plus(LONG).toString());
        }
        WORDS.stream()
                .filter(words -> words.contains(text))
                .flatMap(List::stream)
                .filter(word -> !word.equals(text))
                .forEach(word -> changes.put("now " + word, word));
        return changes;
    }

    private static JsonObject without(JsonObject object, String key) {
        Map<String, JsonValue> members = new LinkedHashMap<>(object.members());
        members.remove(key);
        return new JsonObject(members);
    }

    private interface Edit {
        void in(List<JsonValue> elements);
    }

    private static JsonArray edited(JsonArray array, Edit edit) {
        List<JsonValue> elements = new ArrayList<>(array.elements());
        edit.in(elements);
        return new JsonArray(elements);
    }
}
