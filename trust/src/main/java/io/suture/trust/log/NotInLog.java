package io.suture.trust.log;

/** The entry is not where the proof says it is. */
public final class NotInLog extends LogException {

    private final long index;
    private final long size;
    private final String problem;

    /** Creates the refusal with its data. */
    public NotInLog(long index, long size, String problem) {
        super("not-in-log", "entry " + index + " of " + size + ": " + problem);
        this.index = index;
        this.size = size;
        this.problem = problem;
    }

    public long index() {
        return index;
    }

    public long size() {
        return size;
    }

    public String problem() {
        return problem;
    }
}
