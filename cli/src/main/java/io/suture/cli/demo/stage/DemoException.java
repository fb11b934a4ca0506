package io.suture.cli.demo.stage;

/** The demo cannot go on; the message tells the reader what happened and what to do. */
public final class DemoException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public DemoException(String message) {
        super(message);
    }

    public DemoException(String message, Throwable cause) {
        super(message, cause);
    }
}
