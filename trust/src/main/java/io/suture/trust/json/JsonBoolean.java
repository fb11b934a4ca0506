package io.suture.trust.json;

/**
 * A JSON boolean.
 *
 * @param value true or false
 */
public record JsonBoolean(boolean value) implements JsonValue {}
