package io.suture.trust.key;

/** A key that cannot be read: damaged, of another algorithm, or locked with another passphrase. Never holds key bytes. */
public class KeyFormatException extends RuntimeException {

    /** Create the refusal with one sentence that says what was expected. */
    public KeyFormatException(String message) {
        super(message);
    }

    /** Create the refusal with its cause. */
    public KeyFormatException(String message, Throwable cause) {
        super(message, cause);
    }
}
