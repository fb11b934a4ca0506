package io.suture.trust.tuf;

import io.suture.trust.digest.Digest;
import io.suture.trust.json.Json;
import io.suture.trust.json.JsonValue;
import io.suture.trust.key.KeyId;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** Parts of metadata as words: nothing in a hostile file can move a terminal's cursor or break a line. */
final class Words {

    private static final int LONGEST = 240;
    private static final int KEY_ID_SHOWN = 16;

    private Words() {}

    static String of(String text) {
        StringBuilder out = new StringBuilder();
        text.codePoints().forEach(c -> {
            if (c >= ' ' && c <= '~') {
                out.appendCodePoint(c);
            } else {
                out.append(String.format("\\u{%x}", c));
            }
        });
        return out.toString();
    }

    static String of(KeyId key, String kind) {
        String id =
                key.value().length() <= KEY_ID_SHOWN ? key.value() : key.value().substring(0, KEY_ID_SHOWN) + "...";
        return "key " + of(id) + " (" + of(kind) + ")";
    }

    static String of(List<String> names) {
        return names.isEmpty() ? "nothing" : of(String.join(" ", names));
    }

    /** A value that is too long for a line is named by its digest as well, so that it cannot hide behind its beginning. */
    static String of(JsonValue value) {
        byte[] json = Json.compact(value);
        String text = of(new String(json, StandardCharsets.UTF_8));
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "... (" + Digest.of(json) + ")";
    }

    static String of(Optional<JsonValue> value) {
        return value.map(Words::of).orElse("absent");
    }
}
