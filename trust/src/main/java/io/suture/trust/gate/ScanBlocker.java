package io.suture.trust.gate;

import io.suture.trust.attest.MalwareScan;
import io.suture.trust.digest.Digest;
import io.suture.trust.json.JsonObject;
import java.time.Instant;
import java.util.List;

/** What is wrong with a malware scan. */
public sealed interface ScanBlocker extends Blocker {

    @Override
    default String predicateType() {
        return MalwareScan.TYPE;
    }

    /** A scan found malware and no later clean scan covers every payload. */
    record MalwareFound(String tool, Instant finishedAt, List<String> resolvedBy) implements ScanBlocker {
        /** Copies the lists. */
        public MalwareFound {
            resolvedBy = List.copyOf(resolvedBy);
        }

        @Override
        public String rule() {
            return "malware-scan";
        }

        @Override
        public String code() {
            return "malware-found";
        }

        @Override
        public String explain() {
            return "The scan by " + tool + " of " + finishedAt + " found malware.";
        }

        @Override
        public JsonObject data() {
            return JsonObject.builder()
                    .put("tool", tool)
                    .put("finishedAt", finishedAt)
                    .build();
        }
    }

    /** A scan that leaves out payloads. */
    record ScanIncomplete(String tool, List<Digest> missing, List<String> resolvedBy) implements ScanBlocker {
        /** Copies the lists. */
        public ScanIncomplete {
            missing = List.copyOf(missing);
            resolvedBy = List.copyOf(resolvedBy);
        }

        @Override
        public String rule() {
            return "malware-scan";
        }

        @Override
        public String code() {
            return "scan-incomplete";
        }

        @Override
        public String explain() {
            return "The scan by " + tool + " leaves out " + missing.size() + " payloads.";
        }

        @Override
        public JsonObject data() {
            return JsonObject.builder()
                    .put("tool", tool)
                    .putStrings(
                            "missing", missing.stream().map(Digest::toString).toList())
                    .build();
        }
    }

    /** A scan that was too old, or not yet done, when the release was approved. */
    record ScanTooOld(String tool, Instant finishedAt, Instant approvedAt, int maxAgeDays, List<String> resolvedBy)
            implements ScanBlocker {
        /** Copies the lists. */
        public ScanTooOld {
            resolvedBy = List.copyOf(resolvedBy);
        }

        @Override
        public String rule() {
            return "malware-scan";
        }

        @Override
        public String code() {
            return "scan-too-old";
        }

        @Override
        public String explain() {
            return "The scan by " + tool + " of " + finishedAt + " is not within " + maxAgeDays + " days before "
                    + approvedAt + ".";
        }

        @Override
        public JsonObject data() {
            return JsonObject.builder()
                    .put("tool", tool)
                    .put("finishedAt", finishedAt)
                    .put("approvedAt", approvedAt)
                    .put("maxAgeDays", maxAgeDays)
                    .build();
        }
    }
}
