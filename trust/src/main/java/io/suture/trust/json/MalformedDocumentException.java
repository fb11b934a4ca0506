package io.suture.trust.json;

/** A document that is not what it should be: says where and what. Never holds document content beyond names. */
public class MalformedDocumentException extends RuntimeException {

    private final String path;
    private final String problem;

    /**
     * Create the refusal.
     *
     * @param path where in the document, for example {@code signed.roles[2].name}; empty for the whole document
     * @param problem what is wrong, one phrase
     */
    public MalformedDocumentException(String path, String problem) {
        super(problem);
        this.path = path;
        this.problem = problem;
    }

    @Override
    public String getMessage() {
        return path.isEmpty() ? problem : path + ": " + problem;
    }

    /** Return where in the document, empty for the whole document. */
    public String path() {
        return path;
    }

    /** Return what is wrong. */
    public String problem() {
        return problem;
    }

    /** Return the same refusal, seen from the document or object that holds this part under the given name. */
    public MalformedDocumentException within(String parent) {
        return new MalformedDocumentException(join(parent, path), problem);
    }

    private static String join(String parent, String child) {
        if (child.isEmpty() || parent.isEmpty()) {
            return parent + child;
        }
        return child.startsWith("[") ? parent + child : parent + "." + child;
    }
}
