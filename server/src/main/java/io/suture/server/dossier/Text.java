package io.suture.server.dossier;

import io.suture.trust.json.Json;
import io.suture.trust.json.JsonBoolean;
import io.suture.trust.json.JsonNull;
import io.suture.trust.json.JsonNumber;
import io.suture.trust.json.JsonString;
import io.suture.trust.json.JsonValue;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Values and names of the model as words, alike in every view. */
final class Text {

    private Text() {}

    /** Return a leaf as text; of anything else its JSON. */
    static String of(JsonValue value) {
        return switch (value) {
            case JsonString string -> string.value();
            case JsonNumber number -> number.literal();
            case JsonBoolean bool -> bool.value() ? "yes" : "no";
            case JsonNull ignored -> "none";
            default -> new String(Json.compact(value), StandardCharsets.UTF_8);
        };
    }

    /** Return a member's name in words: {@code signedAt} is "signed at". */
    static String label(String key) {
        String words = key.replaceAll("([a-z0-9])([A-Z])", "$1 $2").toLowerCase(Locale.ROOT);
        return words.isEmpty() ? words : Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }
}
