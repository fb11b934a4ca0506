package io.suture.trust.json;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * Strict JSON (RFC 8259): UTF-8 without byte order mark, no duplicate member names, bounded size and depth, no lone
 * surrogates, nothing after the value.
 */
public final class Json {

    private Json() {}

    /** Return the value of a document within the default limits. */
    public static JsonValue parse(byte[] document) {
        return parse(document, JsonLimits.DEFAULT);
    }

    /** Return the value of a document within the given limits. */
    public static JsonValue parse(byte[] document, JsonLimits limits) {
        if (document.length > limits.maxBytes()) {
            throw new MalformedDocumentException("", "the document is larger than " + limits.maxBytes() + " bytes");
        }
        return new JsonParser(decode(document), limits.maxDepth()).parseDocument();
    }

    /** Return the object that a document within the default limits holds. */
    public static JsonObject parseObject(byte[] document) {
        return parseObject(document, JsonLimits.DEFAULT);
    }

    /** Return the object that a document within the given limits holds. */
    public static JsonObject parseObject(byte[] document, JsonLimits limits) {
        if (parse(document, limits) instanceof JsonObject object) {
            return object;
        }
        throw new MalformedDocumentException("", "an object is expected");
    }

    /** Return the value in lines for people, members in their order. */
    public static String pretty(JsonValue value) {
        StringBuilder out = new StringBuilder();
        new JsonPrinter(out, true).print(value, 0);
        return out.append('\n').toString();
    }

    /** Return the value in one line without spaces, members in their order, UTF-8. */
    public static byte[] compact(JsonValue value) {
        StringBuilder out = new StringBuilder();
        new JsonPrinter(out, false).print(value, 0);
        return out.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static String decode(byte[] document) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(document))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new MalformedDocumentException("", "the document is not UTF-8");
        }
    }
}
