package io.suture.trust.gate;

import io.suture.trust.digest.Digest;
import io.suture.trust.json.JsonObject;
import java.util.List;

/**
 * A run that failed and was repeated with success; it stays visible.
 *
 * @param evidence the statement
 * @param run the failed run
 * @param by who signed it
 * @param repeatedBy the later accepted runs
 */
public record FailedRunRecorded(Digest evidence, String run, String by, List<String> repeatedBy) implements Finding {

    /** Copies the list. */
    public FailedRunRecorded {
        repeatedBy = List.copyOf(repeatedBy);
    }

    @Override
    public String rule() {
        return "failed-run-repeated";
    }

    @Override
    public String code() {
        return "failed-run-recorded";
    }

    @Override
    public String explain() {
        return "Run " + run + " failed; it was repeated as " + String.join(", ", repeatedBy) + ".";
    }

    @Override
    public JsonObject data() {
        return JsonObject.builder()
                .put("evidence", evidence.toString())
                .put("run", run)
                .put("by", by)
                .putStrings("repeatedBy", repeatedBy)
                .build();
    }
}
