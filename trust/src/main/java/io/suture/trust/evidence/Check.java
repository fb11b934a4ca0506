package io.suture.trust.evidence;

import io.suture.trust.json.JsonObject;
import java.util.Optional;

/**
 * One check of a package.
 *
 * @param id stable, kebab-case
 * @param outcome what came out
 * @param detail one sentence with counts, or the first thing that is wrong
 * @param difference where a comparison decided, what was compared
 */
public record Check(String id, Outcome outcome, String detail, Optional<Difference> difference) {

    /** What comes out of a check. */
    public enum Outcome {
        PASS,
        FAIL,
        NOT_CHECKED
    }

    /** A check that passed. */
    static Check passed(String id, String detail) {
        return new Check(id, Outcome.PASS, detail, Optional.empty());
    }

    /** Return the check as JSON; of a comparison with {@code expected} and {@code found}. */
    public JsonObject toJson() {
        JsonObject.Builder json = JsonObject.builder()
                .put("id", id)
                .put("outcome", outcome.name())
                .put("detail", detail);
        difference.ifPresent(
                compared -> json.put("expected", compared.expected()).put("found", compared.found()));
        return json.build();
    }
}
