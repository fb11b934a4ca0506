package io.suture.trust.attest;

import io.suture.trust.json.JsonObject;

/** A claim of a type this version does not know: kept and shown, never counted. */
public record UnknownPredicate(String type, JsonObject json) implements Predicate {

    @Override
    public JsonObject toJson() {
        return json;
    }
}
