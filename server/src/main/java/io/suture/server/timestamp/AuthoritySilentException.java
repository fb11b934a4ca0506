package io.suture.server.timestamp;

/** The authority gave no answer that could be read. */
final class AuthoritySilentException extends RuntimeException {

    AuthoritySilentException(String problem) {
        super(problem);
    }

    AuthoritySilentException(String problem, Throwable cause) {
        super(problem, cause);
    }
}
