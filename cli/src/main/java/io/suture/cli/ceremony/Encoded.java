package io.suture.cli.ceremony;

import io.suture.trust.json.JsonObject;
import io.suture.trust.json.MalformedDocumentException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/** Files by name in a JSON object, base64. */
final class Encoded {

    private Encoded() {}

    static JsonObject of(Map<String, byte[]> files) {
        JsonObject.Builder object = JsonObject.builder();
        files.forEach((name, bytes) -> object.put(name, Base64.getEncoder().encodeToString(bytes)));
        return object.build();
    }

    static Map<String, byte[]> files(JsonObject object) {
        Map<String, byte[]> files = new LinkedHashMap<>();
        for (String name : object.keys()) {
            try {
                files.put(name, Base64.getDecoder().decode(object.string(name)));
            } catch (IllegalArgumentException e) {
                throw new MalformedDocumentException(name, "base64 is expected");
            }
        }
        return files;
    }

    /** Return a map of strings. */
    static JsonObject strings(Map<String, String> values) {
        JsonObject.Builder object = JsonObject.builder();
        values.forEach(object::put);
        return object.build();
    }

    static Map<String, String> strings(JsonObject object) {
        Map<String, String> values = new LinkedHashMap<>();
        object.keys().forEach(name -> values.put(name, object.string(name)));
        return values;
    }
}
