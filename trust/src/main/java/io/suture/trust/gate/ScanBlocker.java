package io.suture.trust.gate;

import io.suture.trust.attest.MalwareScan;
import io.suture.trust.digest.Digest;
import java.time.Instant;
import java.util.List;

/** What is wrong with a malware scan. */
public sealed interface ScanBlocker extends Blocker {

    @Override
    default String rule() {
        return Exceptible.MALWARE_SCAN;
    }

    @Override
    default String predicateType() {
        return MalwareScan.TYPE;
    }

    /** A scan found malware and no later clean scan covers every payload. */
    record MalwareFound(String tool, Instant finishedAt, List<String> resolvedBy) implements ScanBlocker {
        @Override
        public String explain() {
            return "The scan by " + tool + " of " + finishedAt + " found malware. A later scan of every file of the "
                    + "release has to find none.";
        }
    }

    /** A scan that leaves out payloads. */
    record ScanIncomplete(String tool, List<Digest> missing, List<String> resolvedBy) implements ScanBlocker {
        @Override
        public String explain() {
            return "The scan by " + tool + " leaves out " + missing.size() + " of the files of the release. Scan all.";
        }
    }

    /** A scan that was too old, or not yet done, when the release was approved. */
    record ScanTooOld(String tool, Instant finishedAt, Instant approvedAt, int maxAgeDays, List<String> resolvedBy)
            implements ScanBlocker {
        @Override
        public String explain() {
            return ("The scan by %s was done %s; the policy wants one from the %d days before the approval (%s). Scan "
                            + "again, then approve again.")
                    .formatted(tool, finishedAt, maxAgeDays, approvedAt);
        }
    }
}
