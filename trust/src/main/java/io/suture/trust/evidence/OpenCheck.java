package io.suture.trust.evidence;

import java.util.Optional;

/** Ends a check as not checked: what it needs is not there. */
final class OpenCheck extends CheckEnd {

    OpenCheck(String detail) {
        this(detail, Optional.empty());
    }

    OpenCheck(String detail, Optional<Difference> difference) {
        super(detail, difference);
    }

    @Override
    Check.Outcome outcome() {
        return Check.Outcome.NOT_CHECKED;
    }
}
