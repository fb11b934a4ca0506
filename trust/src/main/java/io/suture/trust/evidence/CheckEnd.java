package io.suture.trust.evidence;

import java.util.Optional;

/** Ends a check before it passed. */
abstract sealed class CheckEnd extends RuntimeException permits FailedCheck, OpenCheck {

    private final transient Optional<Difference> difference;

    CheckEnd(String detail, Optional<Difference> difference) {
        super(detail);
        this.difference = difference;
    }

    String detail() {
        return String.valueOf(getMessage());
    }

    Optional<Difference> difference() {
        return difference;
    }

    abstract Check.Outcome outcome();
}
