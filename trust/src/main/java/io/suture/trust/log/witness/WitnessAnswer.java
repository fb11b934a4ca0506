package io.suture.trust.log.witness;

import io.suture.trust.log.VerifiedSignature;
import java.util.List;

/** What a witness's answer means to the log that asked. */
public sealed interface WitnessAnswer {

    /**
     * It signed.
     *
     * @param lines signature lines of the keys that the policy lists, verified
     * @param signatures the same, read
     */
    record Cosigned(String lines, List<VerifiedSignature> signatures) implements WitnessAnswer {

        /** Copies the signatures. */
        public Cosigned {
            signatures = List.copyOf(signatures);
        }
    }

    /** It last signed this size: ask again from there. */
    record ResendFrom(long size) implements WitnessAnswer {}

    /**
     * It signed a larger tree than this one before. Another process signs for this log, or this log was put back to an
     * older state: an alarm, never a reason to ask again.
     */
    record Ahead(long size) implements WitnessAnswer {}

    /** It holds this checkpoint to be inconsistent with one it signed: an alarm. */
    record Contradicted(String problem) implements WitnessAnswer {}

    /** It did not sign, for a reason that says nothing about the log. */
    record Unusable(String problem) implements WitnessAnswer {}
}
