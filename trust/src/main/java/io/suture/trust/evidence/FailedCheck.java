package io.suture.trust.evidence;

import java.util.Optional;

/** Ends a check as failed. */
final class FailedCheck extends CheckEnd {

    FailedCheck(String detail) {
        super(detail, Optional.empty());
    }

    /** Ends a check that compared two things. */
    FailedCheck(String detail, Object expected, Object found) {
        super(detail, Optional.of(Difference.of(expected, found)));
    }

    @Override
    Check.Outcome outcome() {
        return Check.Outcome.FAIL;
    }
}
