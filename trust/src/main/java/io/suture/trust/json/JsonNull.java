package io.suture.trust.json;

/** The JSON literal {@code null}. */
public record JsonNull() implements JsonValue {}
