package io.suture.trust.evidence;

import io.suture.trust.json.JsonObject;

/**
 * One check of a package.
 *
 * @param id stable, kebab-case
 * @param outcome what came out
 * @param detail one sentence with counts, or the first thing that is wrong
 */
public record Check(String id, Outcome outcome, String detail) {

    /** What comes out of a check. */
    public enum Outcome {
        PASS,
        FAIL,
        NOT_CHECKED
    }

    /** Return the check as JSON. */
    public JsonObject toJson() {
        return JsonObject.builder()
                .put("id", id)
                .put("outcome", outcome.name())
                .put("detail", detail)
                .build();
    }
}
