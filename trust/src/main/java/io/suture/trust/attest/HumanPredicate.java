package io.suture.trust.attest;

import java.time.Instant;

/** A claim that a person signs with their own key (21 CFR 11.50: printed name, time, meaning). */
public sealed interface HumanPredicate extends Predicate
        permits Authorship,
                ValidationProtocol,
                ValidationRun,
                MalwareScan,
                RiskAssessment,
                RegulatoryDecision,
                QualityApproval,
                StandardPredicate,
                Waiver {

    /** Return who signed, under which name, when. */
    SignatureBlock signature();

    /** Return the latest time that the claim speaks of as past. */
    default Instant latestTime() {
        return signature().signedAt();
    }
}
