package io.suture.trust.testreport;

/** How a test ended, the worst last. */
public enum Outcome {
    PASSED,
    /** It passed, but only when it was run again. */
    FLAKY,
    /** It was not run, or not to its end: never the same as passed. */
    SKIPPED,
    FAILED,
    /** It ended in another way than by its own assertions. */
    ERROR;

    /** Return whether it counts as passed. */
    public boolean passed() {
        return this == PASSED || this == FLAKY;
    }

    /** Return whether it counts as failed. */
    public boolean failed() {
        return this == FAILED || this == ERROR;
    }

    Outcome worse(Outcome other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
