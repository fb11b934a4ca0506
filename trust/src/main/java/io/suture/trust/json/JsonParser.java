package io.suture.trust.json;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Recursive descent over one decoded document; recursion is bounded by the depth limit. */
final class JsonParser {

    private static final int END = -1;

    private final String text;
    private final int maxDepth;
    private int position;
    private int values;

    JsonParser(String text, int maxDepth) {
        this.text = text;
        this.maxDepth = maxDepth;
    }

    JsonValue parseDocument() {
        if (peek() == '\uFEFF') {
            throw refusal("a byte order mark is not allowed");
        }
        skipSpace();
        JsonValue value = parseValue(0);
        skipSpace();
        if (peek() != END) {
            throw refusal("there is data after the value");
        }
        return value;
    }

    private JsonValue parseValue(int depth) {
        if (++values > JsonLimits.MAX_VALUES) {
            throw refusal("there are more than " + JsonLimits.MAX_VALUES + " values");
        }
        return switch (peek()) {
            case '{' -> parseObject(enter(depth));
            case '[' -> parseArray(enter(depth));
            case '"' -> new JsonString(parseString());
            case 't' -> literal("true", new JsonBoolean(true));
            case 'f' -> literal("false", new JsonBoolean(false));
            case 'n' -> literal("null", new JsonNull());
            case END -> throw refusal("the document ends too early");
            default -> parseNumber();
        };
    }

    private int enter(int depth) {
        if (depth >= maxDepth) {
            throw refusal("nesting is deeper than " + maxDepth);
        }
        position++;
        skipSpace();
        return depth + 1;
    }

    private JsonObject parseObject(int depth) {
        Map<String, JsonValue> members = new LinkedHashMap<>();
        if (take('}')) {
            return JsonObject.EMPTY;
        }
        do {
            skipSpace();
            String name = parseString();
            skipSpace();
            expect(':');
            skipSpace();
            if (members.put(name, parseValue(depth)) != null) {
                throw refusal("a member name appears twice");
            }
            skipSpace();
        } while (take(','));
        expect('}');
        return new JsonObject(members);
    }

    private JsonArray parseArray(int depth) {
        List<JsonValue> elements = new ArrayList<>();
        if (take(']')) {
            return new JsonArray(elements);
        }
        do {
            skipSpace();
            elements.add(parseValue(depth));
            skipSpace();
        } while (take(','));
        expect(']');
        return new JsonArray(elements);
    }

    private JsonNumber parseNumber() {
        int start = position;
        while (isNumberPart(peek())) {
            position++;
        }
        if (start == position) {
            throw refusal("a value is expected");
        }
        try {
            return new JsonNumber(text.substring(start, position));
        } catch (MalformedDocumentException e) {
            throw refusal(e.problem());
        }
    }

    private static boolean isNumberPart(int c) {
        return (c >= '0' && c <= '9') || c == '-' || c == '+' || c == '.' || c == 'e' || c == 'E';
    }

    private JsonValue literal(String word, JsonValue value) {
        if (!text.startsWith(word, position)) {
            throw refusal("a value is expected");
        }
        position += word.length();
        return value;
    }

    private String parseString() {
        expect('"');
        StringBuilder out = new StringBuilder();
        while (!take('"')) {
            out.append(parseCharacter());
        }
        String value = out.toString();
        if (JsonString.hasLoneSurrogate(value)) {
            throw refusal("a string holds a lone surrogate");
        }
        return value;
    }

    private char parseCharacter() {
        int c = peek();
        if (c == END) {
            throw refusal("the document ends inside a string");
        }
        if (c < 0x20) {
            throw refusal("a control character must be escaped");
        }
        position++;
        return c == '\\' ? parseEscape() : (char) c;
    }

    private char parseEscape() {
        int c = peek();
        position++;
        return switch (c) {
            case '"', '\\', '/' -> (char) c;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> parseHexEscape();
            default -> throw refusal("an unknown escape");
        };
    }

    private char parseHexEscape() {
        int value = 0;
        for (int i = 0; i < 4; i++) {
            int c = peek();
            int digit = c < 0x80 ? Character.digit(c, 16) : -1;
            if (digit < 0) {
                throw refusal("four hexadecimal digits are expected");
            }
            value = value * 16 + digit;
            position++;
        }
        return (char) value;
    }

    private void skipSpace() {
        int c = peek();
        while (c == ' ' || c == '\t' || c == '\n' || c == '\r') {
            position++;
            c = peek();
        }
    }

    private int peek() {
        return position < text.length() ? text.charAt(position) : END;
    }

    private boolean take(char expected) {
        if (peek() != expected) {
            return false;
        }
        position++;
        return true;
    }

    private void expect(char expected) {
        if (!take(expected)) {
            throw refusal("'" + expected + "' is expected");
        }
    }

    private MalformedDocumentException refusal(String problem) {
        return new MalformedDocumentException("", problem + " (at character " + position + ")");
    }
}
