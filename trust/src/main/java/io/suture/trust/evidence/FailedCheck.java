package io.suture.trust.evidence;

/** Ends a check as failed. */
final class FailedCheck extends RuntimeException {

    FailedCheck(String detail) {
        super(detail);
    }
}
