package io.suture.trust.evidence;

/** Ends a check as not checked: what it needs is not there. */
final class OpenCheck extends RuntimeException {

    OpenCheck(String detail) {
        super(detail);
    }
}
