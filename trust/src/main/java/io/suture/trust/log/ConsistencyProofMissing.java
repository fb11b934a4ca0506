package io.suture.trust.log;

/** The log grew and no proof of consistency with the stored checkpoint was given. */
public final class ConsistencyProofMissing extends LogException {

    private final long stored;
    private final long offered;

    /** Creates the refusal with its data. */
    public ConsistencyProofMissing(long stored, long offered) {
        super("consistency-proof-missing", "no proof from size " + stored + " to size " + offered);
        this.stored = stored;
        this.offered = offered;
    }

    public long stored() {
        return stored;
    }

    public long offered() {
        return offered;
    }
}
