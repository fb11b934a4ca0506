package io.suture.server.dossier;

import io.suture.trust.json.JsonArray;
import io.suture.trust.json.JsonNumber;
import io.suture.trust.json.JsonObject;
import io.suture.trust.json.JsonValue;
import java.math.BigInteger;

/** What others wrote, in a form that canonical JSON has: a number that is no integer below 2^53 becomes its text. */
final class Printable {

    private static final BigInteger BOUND = BigInteger.ONE.shiftLeft(53);

    private Printable() {}

    static JsonValue of(JsonValue value) {
        return switch (value) {
            case JsonObject object -> of(object);
            case JsonArray array ->
                JsonArray.of(array.elements().stream().map(Printable::of).toList());
            case JsonNumber number -> isPlain(number) ? number : JsonValue.of(number.literal());
            default -> value;
        };
    }

    private static JsonObject of(JsonObject object) {
        JsonObject.Builder copy = JsonObject.builder();
        object.members().forEach((key, member) -> copy.put(key, of(member)));
        return copy.build();
    }

    private static boolean isPlain(JsonNumber number) {
        return number.isInteger() && number.asBigInteger().abs().compareTo(BOUND) < 0;
    }
}
