package io.suture.trust.json;

import java.math.BigInteger;

/**
 * A JSON number, kept as it was written, so that nothing is lost before somebody asks for its value.
 *
 * @param literal the number as written, RFC 8259 grammar
 */
public record JsonNumber(String literal) implements JsonValue {

    /** Longest accepted literal; guards against quadratic conversions. */
    public static final int MAX_LENGTH = 4_300;

    /** Refuse what is not a JSON number. */
    public JsonNumber {
        if (literal.length() > MAX_LENGTH) {
            throw new MalformedDocumentException("", "a number is longer than " + MAX_LENGTH + " characters");
        }
        if (!matchesGrammar(literal)) {
            throw new MalformedDocumentException("", "not a number");
        }
    }

    /** Return the number for an integer. */
    public static JsonNumber of(long value) {
        return new JsonNumber(Long.toString(value));
    }

    /** Return whether the literal has neither a fraction nor an exponent. */
    public boolean isInteger() {
        return literal.chars().noneMatch(c -> c == '.' || c == 'e' || c == 'E');
    }

    /** Return the integer value of any size; {@code -0} is 0. */
    public BigInteger asBigInteger() {
        if (!isInteger()) {
            throw new MalformedDocumentException("", "an integer is expected, not " + abbreviated());
        }
        return new BigInteger(literal);
    }

    /** Return the value of an integer that fits a {@code long}. */
    public long asLong() {
        try {
            return asBigInteger().longValueExact();
        } catch (ArithmeticException e) {
            throw new MalformedDocumentException("", "the integer " + abbreviated() + " is out of range");
        }
    }

    private String abbreviated() {
        return literal.length() <= 32 ? literal : literal.substring(0, 32) + "…";
    }

    private static boolean matchesGrammar(String text) {
        int start = text.startsWith("-") ? 1 : 0;
        int integerEnd = skipDigits(text, start);
        if (integerEnd == start || (text.charAt(start) == '0' && integerEnd > start + 1)) {
            return false;
        }
        int fractionEnd = skipFraction(text, integerEnd);
        return fractionEnd >= 0 && skipExponent(text, fractionEnd) == text.length();
    }

    private static int skipFraction(String text, int from) {
        if (from >= text.length() || text.charAt(from) != '.') {
            return from;
        }
        int end = skipDigits(text, from + 1);
        return end == from + 1 ? -1 : end;
    }

    private static int skipExponent(String text, int from) {
        if (from >= text.length() || (text.charAt(from) != 'e' && text.charAt(from) != 'E')) {
            return from;
        }
        boolean signed = from + 1 < text.length() && (text.charAt(from + 1) == '+' || text.charAt(from + 1) == '-');
        int digits = from + (signed ? 2 : 1);
        int end = skipDigits(text, digits);
        return end == digits ? -1 : end;
    }

    private static int skipDigits(String text, int from) {
        int i = from;
        while (i < text.length() && text.charAt(i) >= '0' && text.charAt(i) <= '9') {
            i++;
        }
        return i;
    }
}
