package io.suture.trust.json;

import java.util.Collection;
import java.util.List;

/**
 * A JSON array.
 *
 * @param elements the values in order
 */
public record JsonArray(List<JsonValue> elements) implements JsonValue {

    /** Take a copy of the elements. */
    public JsonArray {
        elements = List.copyOf(elements);
    }

    /** Return the array of the given values. */
    public static JsonArray of(JsonValue... values) {
        return new JsonArray(List.of(values));
    }

    /** Return the array of the given values. */
    public static JsonArray of(Collection<? extends JsonValue> values) {
        return new JsonArray(List.copyOf(values));
    }

    /** Return the array of the given strings. */
    public static JsonArray ofStrings(Collection<String> strings) {
        return new JsonArray(strings.stream().<JsonValue>map(JsonString::new).toList());
    }

    /** Return the elements, all of which must be objects. */
    public List<JsonObject> objects() {
        return all(JsonObject.class, "an object");
    }

    /** Return the elements, all of which must be strings. */
    public List<String> strings() {
        return all(JsonString.class, "a string").stream().map(JsonString::value).toList();
    }

    /** Return the number of elements. */
    public int size() {
        return elements.size();
    }

    private <T extends JsonValue> List<T> all(Class<T> type, String expected) {
        for (int i = 0; i < elements.size(); i++) {
            if (!type.isInstance(elements.get(i))) {
                throw new MalformedDocumentException("[" + i + "]", expected + " is expected");
            }
        }
        return elements.stream().map(type::cast).toList();
    }
}
