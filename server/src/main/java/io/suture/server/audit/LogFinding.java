package io.suture.server.audit;

import io.suture.trust.json.JsonObject;

/**
 * One thing in the database that contradicts the rest of it.
 *
 * @param check which check failed, a code
 * @param place where, for example {@code entry 17}
 * @param expected what should stand there
 * @param found what stands there
 */
public record LogFinding(String check, String place, String expected, String found) {

    /** Return the finding as an object. */
    public JsonObject toJson() {
        return JsonObject.builder()
                .put("check", check)
                .put("place", place)
                .put("expected", expected)
                .put("found", found)
                .build();
    }
}
