package io.suture.trust.gate;

import io.suture.trust.digest.Digest;
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

    @Override
    public String rule() {
        return "failed-run-repeated";
    }

    @Override
    public String explain() {
        return "Test run " + run + " failed. It stays on the record and was repeated with success as "
                + String.join(", ", repeatedBy) + ".";
    }
}
