package io.suture.trust.json;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.Iterator;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * The two canonical forms. A signature is made over one of them, so a byte of difference is a refused signature.
 */
public final class CanonicalJson {

    private static final BigInteger RFC8785_BOUND = BigInteger.ONE.shiftLeft(53);

    private final StringBuilder out = new StringBuilder();
    private final Comparator<String> order;
    private final BiConsumer<StringBuilder, String> strings;
    private final Function<JsonNumber, String> numbers;

    private CanonicalJson(
            Comparator<String> order, BiConsumer<StringBuilder, String> strings, Function<JsonNumber, String> numbers) {
        this.order = order;
        this.strings = strings;
        this.numbers = numbers;
    }

    /**
     * Return the OLPC canonical form that TUF signs (TUF 4.2, securesystemslib {@code encode_canonical}): names ordered
     * by code point, only {@code "} and {@code \} escaped, integers of any size, no decimals.
     */
    public static byte[] olpc(JsonValue value) {
        return new CanonicalJson(CanonicalJson::compareCodePoints, CanonicalJson::quoteOlpc, CanonicalJson::olpcNumber)
                .encode(value);
    }

    /**
     * Return the RFC 8785 canonical form of an own document: names ordered by UTF-16 code unit; numbers are integers
     * below 2^53 (I-JSON), everything else is refused.
     */
    public static byte[] rfc8785(JsonValue value) {
        return new CanonicalJson(Comparator.naturalOrder(), JsonPrinter::quote, CanonicalJson::rfc8785Number)
                .encode(value);
    }

    private byte[] encode(JsonValue value) {
        write(value);
        return out.toString().getBytes(StandardCharsets.UTF_8);
    }

    private void write(JsonValue value) {
        switch (value) {
            case JsonObject object -> writeObject(object);
            case JsonArray array -> writeArray(array);
            case JsonString string -> strings.accept(out, string.value());
            case JsonNumber number -> out.append(numbers.apply(number));
            case JsonBoolean bool -> out.append(bool.value());
            case JsonNull ignored -> out.append("null");
        }
    }

    private void writeObject(JsonObject object) {
        out.append('{');
        Iterator<Map.Entry<String, JsonValue>> members = object.members().entrySet().stream()
                .sorted(Map.Entry.comparingByKey(order))
                .iterator();
        while (members.hasNext()) {
            Map.Entry<String, JsonValue> member = members.next();
            strings.accept(out, member.getKey());
            out.append(':');
            write(member.getValue());
            separate(members.hasNext());
        }
        out.append('}');
    }

    private void writeArray(JsonArray array) {
        out.append('[');
        Iterator<JsonValue> elements = array.elements().iterator();
        while (elements.hasNext()) {
            write(elements.next());
            separate(elements.hasNext());
        }
        out.append(']');
    }

    private void separate(boolean more) {
        if (more) {
            out.append(',');
        }
    }

    private static void quoteOlpc(StringBuilder out, String value) {
        out.append('"');
        out.append(value.replace("\\", "\\\\").replace("\"", "\\\""));
        out.append('"');
    }

    private static String olpcNumber(JsonNumber number) {
        return number.asBigInteger().toString();
    }

    private static String rfc8785Number(JsonNumber number) {
        BigInteger value = number.asBigInteger();
        if (value.abs().compareTo(RFC8785_BOUND) >= 0) {
            throw new MalformedDocumentException("", "an integer of 2^53 or more has no canonical form");
        }
        return value.toString();
    }

    /** String order is by UTF-16 unit; a supplementary character must come after U+FFFF. */
    private static int compareCodePoints(String a, String b) {
        int length = Math.min(a.length(), b.length());
        for (int i = 0; i < length; i++) {
            char x = a.charAt(i);
            char y = b.charAt(i);
            if (x != y) {
                return Character.isSurrogate(x) == Character.isSurrogate(y)
                        ? Character.compare(x, y)
                        : Boolean.compare(Character.isSurrogate(x), Character.isSurrogate(y));
            }
        }
        return Integer.compare(a.length(), b.length());
    }
}
