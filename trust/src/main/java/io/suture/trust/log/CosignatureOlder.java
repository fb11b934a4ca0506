package io.suture.trust.log;

import java.time.Instant;

/** A larger tree whose newest cosignature is older than the one seen before: a witness's clock went back, or worse. */
public final class CosignatureOlder extends LogException {

    private final Instant stored;
    private final Instant offered;

    /** Creates the refusal with its data. */
    public CosignatureOlder(Instant stored, Instant offered) {
        super("cosignature-older", "cosigned at " + offered + ", a smaller tree was cosigned at " + stored);
        this.stored = stored;
        this.offered = offered;
    }

    /** Return the newest time seen before. */
    public Instant stored() {
        return stored;
    }

    /** Return the newest time that is offered. */
    public Instant offered() {
        return offered;
    }
}
