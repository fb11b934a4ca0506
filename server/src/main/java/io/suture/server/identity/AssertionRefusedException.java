package io.suture.server.identity;

/** An assertion that is not accepted; the reason is a code that reveals nothing about other people. */
final class AssertionRefusedException extends RuntimeException {

    private final String reason;

    AssertionRefusedException(String reason) {
        super("assertion refused: " + reason, null, false, false);
        this.reason = reason;
    }

    String reason() {
        return reason;
    }
}
