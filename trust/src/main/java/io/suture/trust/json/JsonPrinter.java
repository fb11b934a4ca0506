package io.suture.trust.json;

import java.util.Iterator;
import java.util.Map;

/** Writes a value with the shortest escapes of RFC 8259, in one line or indented. */
final class JsonPrinter {

    private static final String INDENT = "  ";

    private final StringBuilder out;
    private final boolean indented;

    JsonPrinter(StringBuilder out, boolean indented) {
        this.out = out;
        this.indented = indented;
    }

    void print(JsonValue value, int depth) {
        switch (value) {
            case JsonObject object -> printObject(object, depth);
            case JsonArray array -> printArray(array, depth);
            case JsonString string -> quote(out, string.value());
            case JsonNumber number -> out.append(number.literal());
            case JsonBoolean bool -> out.append(bool.value());
            case JsonNull ignored -> out.append("null");
        }
    }

    /** RFC 8785 section 3.2.2.2; a form that every JSON reader understands. */
    static void quote(StringBuilder out, String value) {
        out.append('"');
        value.chars().forEach(c -> escape(out, (char) c));
        out.append('"');
    }

    private static void escape(StringBuilder out, char c) {
        switch (c) {
            case '"', '\\' -> out.append('\\').append(c);
            case '\b' -> out.append("\\b");
            case '\t' -> out.append("\\t");
            case '\n' -> out.append("\\n");
            case '\f' -> out.append("\\f");
            case '\r' -> out.append("\\r");
            default -> escapeControl(out, c);
        }
    }

    private static void escapeControl(StringBuilder out, char c) {
        if (c < 0x20) {
            out.append("\\u00").append(Character.forDigit(c >> 4, 16)).append(Character.forDigit(c & 0xf, 16));
        } else {
            out.append(c);
        }
    }

    private void printObject(JsonObject object, int depth) {
        out.append('{');
        Iterator<Map.Entry<String, JsonValue>> members =
                object.members().entrySet().iterator();
        while (members.hasNext()) {
            Map.Entry<String, JsonValue> member = members.next();
            newLine(depth + 1);
            quote(out, member.getKey());
            out.append(indented ? ": " : ":");
            print(member.getValue(), depth + 1);
            separate(members.hasNext(), depth);
        }
        out.append('}');
    }

    private void printArray(JsonArray array, int depth) {
        out.append('[');
        Iterator<JsonValue> elements = array.elements().iterator();
        while (elements.hasNext()) {
            newLine(depth + 1);
            print(elements.next(), depth + 1);
            separate(elements.hasNext(), depth);
        }
        out.append(']');
    }

    private void separate(boolean more, int depth) {
        if (more) {
            out.append(',');
        } else {
            newLine(depth);
        }
    }

    private void newLine(int depth) {
        if (indented) {
            out.append('\n').append(INDENT.repeat(depth));
        }
    }
}
