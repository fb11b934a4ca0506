package io.suture.device.agent;

/** Ends a cycle with a refusal. */
public final class RefusedException extends RuntimeException {

    private final transient Refusal refusal;

    public RefusedException(Refusal refusal) {
        super(refusal.code() + ": " + refusal.explain());
        this.refusal = refusal;
    }

    public Refusal refusal() {
        return refusal;
    }
}
