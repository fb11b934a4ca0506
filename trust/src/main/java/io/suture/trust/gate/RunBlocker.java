package io.suture.trust.gate;

import io.suture.trust.attest.ValidationProtocol;
import io.suture.trust.attest.ValidationRun;
import io.suture.trust.digest.Digest;
import io.suture.trust.json.JsonObject;
import java.time.Instant;
import java.util.List;

/** What is wrong with a validation run or its protocol. */
public sealed interface RunBlocker extends Blocker {

    @Override
    default String predicateType() {
        return ValidationRun.TYPE;
    }

    /** The protocol was approved at or after the start of the run. */
    record ProtocolNotApprovedBeforeRun(
            String run, String protocol, Instant approvedAt, Instant startedAt, List<String> resolvedBy)
            implements RunBlocker {
        /** Copies the lists. */
        public ProtocolNotApprovedBeforeRun {
            resolvedBy = List.copyOf(resolvedBy);
        }

        @Override
        public String rule() {
            return "protocol-before-run";
        }

        @Override
        public String code() {
            return "protocol-not-approved-before-run";
        }

        @Override
        public String explain() {
            return "Protocol " + protocol + " was approved " + approvedAt + ", not before run " + run + " started "
                    + startedAt + ".";
        }

        @Override
        public JsonObject data() {
            return JsonObject.builder()
                    .put("run", run)
                    .put("protocol", protocol)
                    .put("approvedAt", approvedAt)
                    .put("startedAt", startedAt)
                    .build();
        }
    }

    /** The protocol does not test both that the fix works and that nothing else broke. */
    record ProtocolIncomplete(String protocol, List<String> resolvedBy) implements RunBlocker {
        /** Copies the lists. */
        public ProtocolIncomplete {
            resolvedBy = List.copyOf(resolvedBy);
        }

        @Override
        public String rule() {
            return "run-accepted";
        }

        @Override
        public String code() {
            return "protocol-incomplete";
        }

        @Override
        public String explain() {
            return "Protocol " + protocol + " lacks cases for \"the fix works\" or for \"nothing else broke\".";
        }

        @Override
        public String predicateType() {
            return ValidationProtocol.TYPE;
        }

        @Override
        public JsonObject data() {
            return JsonObject.builder().put("protocol", protocol).build();
        }
    }

    /** Too few people signed the protocol that the run followed. */
    record ProtocolUnknown(String run, String protocol, List<String> resolvedBy) implements RunBlocker {
        /** Copies the lists. */
        public ProtocolUnknown {
            resolvedBy = List.copyOf(resolvedBy);
        }

        @Override
        public String rule() {
            return "run-accepted";
        }

        @Override
        public String code() {
            return "protocol-unknown";
        }

        @Override
        public String explain() {
            return "Run " + run + " follows protocol " + protocol + ", which too few people signed.";
        }

        @Override
        public String predicateType() {
            return ValidationProtocol.TYPE;
        }

        @Override
        public JsonObject data() {
            return JsonObject.builder()
                    .put("run", run)
                    .put("protocol", protocol)
                    .build();
        }
    }

    /** The run did not pass every case of its protocol. */
    record RunNotAccepted(String run, List<String> failedCases, List<String> missingCases, List<String> resolvedBy)
            implements RunBlocker {
        /** Copies the lists. */
        public RunNotAccepted {
            failedCases = List.copyOf(failedCases);
            missingCases = List.copyOf(missingCases);
            resolvedBy = List.copyOf(resolvedBy);
        }

        @Override
        public String rule() {
            return "run-accepted";
        }

        @Override
        public String code() {
            return "run-not-accepted";
        }

        @Override
        public String explain() {
            return "Run " + run + " is not an accepted run of every case: failed " + failedCases + ", missing "
                    + missingCases + ".";
        }

        @Override
        public JsonObject data() {
            return JsonObject.builder()
                    .put("run", run)
                    .putStrings("failedCases", failedCases)
                    .putStrings("missingCases", missingCases)
                    .build();
        }
    }

    /** The run tested something else than a payload of this manifest. */
    record RunOfOtherBuild(String run, Digest testedBuild, List<String> resolvedBy) implements RunBlocker {
        /** Copies the lists. */
        public RunOfOtherBuild {
            resolvedBy = List.copyOf(resolvedBy);
        }

        @Override
        public String rule() {
            return "run-accepted";
        }

        @Override
        public String code() {
            return "run-of-other-build";
        }

        @Override
        public String explain() {
            return "Run " + run + " tested " + testedBuild + ", which is no payload of this release.";
        }

        @Override
        public JsonObject data() {
            return JsonObject.builder()
                    .put("run", run)
                    .put("testedBuild", testedBuild.toString())
                    .build();
        }
    }

    /** A payload that no sound run tested. */
    record PayloadNotTested(String payload, Digest digest, List<String> resolvedBy) implements RunBlocker {
        /** Copies the lists. */
        public PayloadNotTested {
            resolvedBy = List.copyOf(resolvedBy);
        }

        @Override
        public String rule() {
            return "payloads-tested";
        }

        @Override
        public String code() {
            return "payload-not-tested";
        }

        @Override
        public String explain() {
            return "No accepted run tested payload " + payload + ", " + digest + ".";
        }

        @Override
        public JsonObject data() {
            return JsonObject.builder()
                    .put("payload", payload)
                    .put("digest", digest.toString())
                    .build();
        }
    }

    /** A failed run without a later accepted one. */
    record FailedRunNotRepeated(String run, Instant finishedAt, List<String> resolvedBy) implements RunBlocker {
        /** Copies the lists. */
        public FailedRunNotRepeated {
            resolvedBy = List.copyOf(resolvedBy);
        }

        @Override
        public String rule() {
            return "failed-run-repeated";
        }

        @Override
        public String code() {
            return "failed-run-not-repeated";
        }

        @Override
        public String explain() {
            return "Run " + run + " failed and no accepted run started after it finished " + finishedAt + ".";
        }

        @Override
        public JsonObject data() {
            return JsonObject.builder()
                    .put("run", run)
                    .put("finishedAt", finishedAt)
                    .build();
        }
    }
}
