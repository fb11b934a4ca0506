package io.suture.trust.log;

/** A checkpoint of another log than the policy names. */
public final class WrongOrigin extends LogException {

    private final String expected;
    private final String found;

    /** Creates the refusal with its data. */
    public WrongOrigin(String expected, String found) {
        super("wrong-origin", "expected log " + expected + ", found " + found);
        this.expected = expected;
        this.found = found;
    }

    public String expected() {
        return expected;
    }

    public String found() {
        return found;
    }
}
