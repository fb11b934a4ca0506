package io.suture.trust.log;

/** No trusted key signed the note, or a signature of a trusted key is wrong (signed-note, Signatures). */
public final class CheckpointNotSigned extends LogException {

    private final String name;
    private final String problem;

    /** Creates the refusal with its data. */
    public CheckpointNotSigned(String name, String problem) {
        super("checkpoint-not-signed", "note of " + name + ": " + problem);
        this.name = name;
        this.problem = problem;
    }

    public String name() {
        return name;
    }

    public String problem() {
        return problem;
    }
}
