package io.suture.trust.tuf;

import io.suture.trust.json.JsonObject;
import io.suture.trust.json.JsonValue;
import java.util.function.UnaryOperator;

/** Changes of documents that the writer would refuse to write. */
final class Edits {

    private Edits() {}

    /** Return the object with the value at a path of member names, {@code roles.timestamp}, replaced. */
    static JsonObject at(JsonObject object, String path, UnaryOperator<JsonValue> edit) {
        int dot = path.indexOf('.');
        if (dot < 0) {
            return object.toBuilder().set(path, edit.apply(object.get(path))).build();
        }
        String name = path.substring(0, dot);
        JsonObject inner = at(object.object(name), path.substring(dot + 1), edit);
        return object.toBuilder().set(name, inner).build();
    }

    /** Return the object without a member. */
    static JsonObject without(JsonObject object, String member) {
        JsonObject.Builder rest = JsonObject.builder();
        object.keys().stream().filter(name -> !name.equals(member)).forEach(name -> rest.put(name, object.get(name)));
        return rest.build();
    }
}
