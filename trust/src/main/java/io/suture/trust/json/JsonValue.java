package io.suture.trust.json;

/** A JSON value (RFC 8259), immutable; members keep the order in which they were read. */
public sealed interface JsonValue permits JsonObject, JsonArray, JsonString, JsonNumber, JsonBoolean, JsonNull {

    /** Return a JSON string. */
    static JsonString of(String value) {
        return new JsonString(value);
    }

    /** Return a JSON integer. */
    static JsonNumber of(long value) {
        return JsonNumber.of(value);
    }

    /** Return a JSON boolean. */
    static JsonBoolean of(boolean value) {
        return new JsonBoolean(value);
    }
}
