package io.suture.server.problem;

/** Carries a refusal to the one place that answers it. */
public final class RefusedException extends RuntimeException {

    private final transient Refusal refusal;

    public RefusedException(Refusal refusal) {
        super(refusal.type().code() + ": " + refusal.detail(), null, false, false);
        this.refusal = refusal;
    }

    /** Return the refusal. */
    public Refusal refusal() {
        return refusal;
    }
}
