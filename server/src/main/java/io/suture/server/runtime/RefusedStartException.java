package io.suture.server.runtime;

/** The configuration does not allow the server to start; says what is wrong and what to do. */
public final class RefusedStartException extends RuntimeException {

    private final String action;

    public RefusedStartException(String description, String action) {
        super(description);
        this.action = action;
    }

    public RefusedStartException(String description, String action, Throwable cause) {
        super(description, cause);
        this.action = action;
    }

    /** Return what the operator should do. */
    public String action() {
        return action;
    }
}
