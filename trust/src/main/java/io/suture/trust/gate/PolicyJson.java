package io.suture.trust.gate;

import io.suture.trust.json.JsonObject;
import io.suture.trust.json.MalformedDocumentException;
import java.util.HashSet;
import java.util.List;
import java.util.function.Function;

/** How the release policy is read. */
final class PolicyJson {

    private PolicyJson() {}

    static int number(JsonObject json, String key) {
        return Math.clamp(json.integer(key), 0, Integer.MAX_VALUE);
    }

    /** Return the list of words, empty if the member is absent: absent says any, so an empty list is refused. */
    static <T> List<T> optionalList(JsonObject json, String key, Function<String, T> reader) {
        if (!json.has(key)) {
            return List.of();
        }
        List<String> words = json.strings(key);
        if (words.isEmpty() || new HashSet<>(words).size() != words.size()) {
            throw new MalformedDocumentException(key, "is empty or repeats an entry; leave it out for any");
        }
        return words.stream().map(reader).toList();
    }

    static void putOptional(JsonObject.Builder json, String key, List<String> words) {
        if (!words.isEmpty()) {
            json.putStrings(key, words);
        }
    }
}
