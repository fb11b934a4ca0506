package io.suture.trust.log;

/** A Merkle proof that does not verify (RFC 9162 sections 2.1.3.2 and 2.1.4.2). */
public final class InvalidProof extends LogException {

    private final String kind;
    private final String problem;

    /** Creates the refusal with its data. */
    public InvalidProof(String kind, String problem) {
        super("invalid-proof", kind + " proof: " + problem);
        this.kind = kind;
        this.problem = problem;
    }

    public String kind() {
        return kind;
    }

    public String problem() {
        return problem;
    }
}
