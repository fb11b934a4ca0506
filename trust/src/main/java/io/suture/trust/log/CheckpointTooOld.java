package io.suture.trust.log;

import java.time.Instant;

/** No witness signed the checkpoint within the time that the policy allows. */
public final class CheckpointTooOld extends LogException {

    private final Instant cosigned;
    private final int maxDays;

    /** Creates the refusal with its data. */
    public CheckpointTooOld(Instant cosigned, int maxDays) {
        super("checkpoint-too-old", "last cosigned at " + cosigned + ", more than " + maxDays + " days ago");
        this.cosigned = cosigned;
        this.maxDays = maxDays;
    }

    /** Return when a witness last signed it. */
    public Instant cosigned() {
        return cosigned;
    }

    /** Return what the policy allows. */
    public int maxDays() {
        return maxDays;
    }
}
