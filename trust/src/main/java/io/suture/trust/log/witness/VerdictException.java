package io.suture.trust.log.witness;

/** A submission that is refused before the witness looks at what it stored. */
public final class VerdictException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Verdict verdict;

    VerdictException(Verdict verdict) {
        super(verdict.explain());
        this.verdict = verdict;
    }

    /** Return the answer. */
    public Verdict verdict() {
        return verdict;
    }
}
