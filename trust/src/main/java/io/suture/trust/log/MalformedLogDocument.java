package io.suture.trust.log;

/** A note, checkpoint, proof, tile or entry that is not in its format. */
public final class MalformedLogDocument extends LogException {

    private final String document;
    private final String problem;

    /** Creates the refusal with its data. */
    public MalformedLogDocument(String document, String problem) {
        super("malformed-log-document", document + ": " + problem);
        this.document = document;
        this.problem = problem;
    }

    public String document() {
        return document;
    }

    public String problem() {
        return problem;
    }
}
