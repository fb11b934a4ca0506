package io.suture.trust.log;

/** The checkpoint is older than the stored one and nothing shows that it is a prefix. */
public final class CheckpointOlder extends LogException {

    private final long stored;
    private final long offered;

    /** Creates the refusal with its data. */
    public CheckpointOlder(long stored, long offered) {
        super("checkpoint-older", "stored size " + stored + ", offered size " + offered);
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
