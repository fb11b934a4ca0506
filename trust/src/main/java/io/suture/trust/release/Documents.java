package io.suture.trust.release;

import io.suture.trust.digest.Digest;
import io.suture.trust.json.JsonObject;
import io.suture.trust.json.MalformedDocumentException;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** Members that Suture's own documents have in common. */
public final class Documents {

    private Documents() {}

    /** Refuses a document of another schema. */
    public static void requireSchema(JsonObject json, String schema) {
        if (!json.string("schema").equals(schema)) {
            throw new MalformedDocumentException("schema", schema + " is expected");
        }
    }

    /** Refuses members that this version does not know: what is not understood must not be left out in silence. */
    public static void requireOnly(JsonObject json, Set<String> members) {
        for (String key : json.keys()) {
            if (!members.contains(key)) {
                throw new MalformedDocumentException(key, "is not a member of this document");
            }
        }
    }

    /** Return a member written {@code sha256:<hex>}. */
    public static Digest digest(JsonObject json, String key) {
        return read(key, json.string(key), Digest::parse);
    }

    /** Return a member that lists digests written {@code sha256:<hex>}. */
    public static List<Digest> digests(JsonObject json, String key) {
        return json.strings(key).stream()
                .map(text -> read(key, text, Digest::parse))
                .toList();
    }

    /** Return a member of 64 hex digits. */
    public static Digest hexDigest(JsonObject json, String key) {
        return read(key, json.string(key), Digest::ofHex);
    }

    /** Return a string member that is not blank. */
    public static String text(JsonObject json, String key) {
        String text = json.string(key);
        if (text.isBlank()) {
            throw new MalformedDocumentException(key, "must not be blank");
        }
        return text;
    }

    private static Digest read(String key, String text, Function<String, Digest> reader) {
        try {
            return reader.apply(text);
        } catch (IllegalArgumentException e) {
            throw new MalformedDocumentException(key, "is not a SHA-256 digest");
        }
    }
}
