package io.suture.trust.log;

/** Two signed checkpoints of one log that were not shown to belong together; both are evidence to keep. Proven when they have one size and two roots, otherwise the consistency proof given does not verify. */
public final class LogFork extends LogException {

    private final Checkpoint stored;
    private final Checkpoint offered;
    private final boolean proven;
    private final String problem;

    /** Creates the refusal with its data. */
    public LogFork(Checkpoint stored, Checkpoint offered, boolean proven, String problem) {
        super("log-fork", "stored size " + stored.size() + ", offered size " + offered.size() + ": " + problem);
        this.stored = stored;
        this.offered = offered;
        this.proven = proven;
        this.problem = problem;
    }

    public Checkpoint stored() {
        return stored;
    }

    public Checkpoint offered() {
        return offered;
    }

    public boolean proven() {
        return proven;
    }

    public String problem() {
        return problem;
    }
}
