package io.suture.trust.evidence;

/** The log could not be asked: nothing is found out about it, so no check fails. */
public final class LogSourceException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final RuntimeException failure;

    /** Creates the failure of a source. */
    public LogSourceException(RuntimeException failure) {
        super(failure.getMessage(), failure);
        this.failure = failure;
    }

    /** Return what went wrong, as the source says it. */
    public RuntimeException failure() {
        return failure;
    }
}
