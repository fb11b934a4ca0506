package io.suture.trust.testreport;

/** Every limit on a test report. */
public final class ReportLimits {

    /** Largest report. */
    public static final int BYTES = 64 * 1024 * 1024;

    /** Deepest nesting of elements. */
    public static final int DEPTH = 24;

    /** Most attributes of an element. */
    public static final int ATTRIBUTES = 32;

    /** Longest attribute or property that is read, in characters. */
    public static final int TEXT = 64 * 1024;

    /** Most test cases of a report. */
    public static final int TESTS = 100_000;

    /** Most values of one kind of property that a test has, its suites' included. */
    public static final int PROPERTIES = 256;

    private ReportLimits() {}
}
