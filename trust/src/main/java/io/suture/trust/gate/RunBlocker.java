package io.suture.trust.gate;

import io.suture.trust.attest.ValidationProtocol;
import io.suture.trust.attest.ValidationRun;
import io.suture.trust.digest.Digest;
import java.time.Instant;
import java.util.List;

/** What is wrong with a validation run or its protocol. */
public sealed interface RunBlocker extends Blocker {

    @Override
    default String rule() {
        return "run-accepted";
    }

    @Override
    default String predicateType() {
        return ValidationRun.TYPE;
    }

    /** The protocol was approved at or after the start of the run. */
    record ProtocolNotApprovedBeforeRun(
            String run, String protocol, Instant approvedAt, Instant startedAt, List<String> resolvedBy)
            implements RunBlocker {
        @Override
        public String rule() {
            return "protocol-before-run";
        }

        @Override
        public String explain() {
            return ("Test run %s started %s, but its protocol %s was approved only %s. What is tested has to be settled "
                            + "before the test: a run that starts after the approval is needed.")
                    .formatted(run, startedAt, protocol, approvedAt);
        }
    }

    /** The protocol does not test both that the fix works and that nothing else broke. */
    record ProtocolIncomplete(String protocol, List<String> resolvedBy) implements RunBlocker {
        @Override
        public String explain() {
            return "Validation protocol " + protocol + " has to hold test cases of both groups: that the fix works "
                    + "(fix-works), and that nothing else broke (nothing-else-broke).";
        }

        @Override
        public String predicateType() {
            return ValidationProtocol.TYPE;
        }
    }

    /** Too few people signed the protocol that the run followed. */
    record ProtocolUnknown(String run, String protocol, List<String> resolvedBy) implements RunBlocker {
        @Override
        public String explain() {
            return "Test run " + run + " says that it followed validation protocol " + protocol
                    + ", which too few people have signed.";
        }

        @Override
        public String predicateType() {
            return ValidationProtocol.TYPE;
        }
    }

    /** The run did not pass every case of its protocol. */
    record RunNotAccepted(String run, List<String> failedCases, List<String> missingCases, List<String> resolvedBy)
            implements RunBlocker {
        @Override
        public String explain() {
            return "Test run %s is not an accepted run of every test case: failed %s, not done %s. Test again."
                    .formatted(run, failedCases, missingCases);
        }
    }

    /** The run tested something else than a payload of this manifest. */
    record RunOfOtherBuild(String run, Digest testedBuild, List<String> resolvedBy) implements RunBlocker {
        @Override
        public String explain() {
            return "Test run " + run + " tested a build with the SHA-256 " + testedBuild.hex()
                    + ", which is no file of this release. The file that is released has to be tested.";
        }
    }

    /** Somebody tested what the policy does not let them test. */
    record TesterNotIndependent(String person, String run, List<String> alsoActedAs, List<String> resolvedBy)
            implements RunBlocker {
        @Override
        public String rule() {
            return Rule.SEPARATION;
        }

        @Override
        public String explain() {
            return Rule.notIndependent(person, "tested this release (run " + run + ")", alsoActedAs);
        }
    }

    /** The run was measured with equipment whose calibration had ended. */
    record EquipmentNotCalibrated(String run, List<String> equipment, List<String> resolvedBy) implements RunBlocker {
        @Override
        public String explain() {
            return "Test run " + run + " used equipment whose calibration had ended before the run did: "
                    + String.join(", ", equipment) + ". Test again with calibrated equipment.";
        }
    }

    /** A payload that no sound run tested. */
    record PayloadNotTested(String payload, Digest digest, List<String> resolvedBy) implements RunBlocker {
        @Override
        public String rule() {
            return "payloads-tested";
        }

        @Override
        public String explain() {
            return "Too few people signed an accepted test run of the file " + payload + " (SHA-256 " + digest.hex()
                    + "). Every file of a release has to be tested.";
        }
    }

    /** Hardware revisions that the release is for and that no sound run names. */
    record HardwareNotTested(List<String> hardwareRevisions, List<String> resolvedBy) implements RunBlocker {
        @Override
        public String rule() {
            return "hardware-revisions";
        }

        @Override
        public String explain() {
            return "The release is for the hardware revisions " + String.join(", ", hardwareRevisions)
                    + " too, but no accepted test run names them (member hardwareRevisions).";
        }
    }

    /** A failed run without a later accepted one. */
    record FailedRunNotRepeated(String run, Instant finishedAt, List<String> resolvedBy) implements RunBlocker {
        @Override
        public String rule() {
            return "failed-run-repeated";
        }

        @Override
        public String explain() {
            return "Test run " + run + " failed and finished " + finishedAt
                    + ". A failure stays on the record: an accepted run that starts later is needed.";
        }
    }
}
