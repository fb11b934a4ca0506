package io.suture.server.audit;

import java.io.Serial;

/** A log that must not be extended or signed: what is stored contradicts what was stored or signed before. */
public final class LogDamagedException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    private final String log;

    LogDamagedException(String log, String problem) {
        super("log of " + log + ": " + problem);
        this.log = log;
    }

    /** Return the manufacturer whose log it is. */
    public String log() {
        return log;
    }
}
