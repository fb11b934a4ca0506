package io.suture.trust.json;

/**
 * A JSON string; lone surrogates are refused, because they have no UTF-8 form.
 *
 * @param value the characters, unescaped
 */
public record JsonString(String value) implements JsonValue {

    /** Refuse lone surrogates. */
    public JsonString {
        if (hasLoneSurrogate(value)) {
            throw new MalformedDocumentException("", "a string holds a lone surrogate");
        }
    }

    static boolean hasLoneSurrogate(String value) {
        return value.codePoints().anyMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
    }
}
