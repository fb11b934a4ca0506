package io.suture.trust.log;

/** The logged entry speaks of something else than the release at hand. */
public final class EntryMismatch extends LogException {

    private final String field;
    private final String expected;
    private final String found;

    /** Creates the refusal with its data. */
    public EntryMismatch(String field, String expected, String found) {
        super("entry-mismatch", "entry " + field + ": expected " + expected + ", found " + found);
        this.field = field;
        this.expected = expected;
        this.found = found;
    }

    public String field() {
        return field;
    }

    public String expected() {
        return expected;
    }

    public String found() {
        return found;
    }
}
