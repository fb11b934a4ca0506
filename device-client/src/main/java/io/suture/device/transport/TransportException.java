package io.suture.device.transport;

import java.time.Duration;
import java.util.Optional;

/** The server could not be asked, or its answer is not one. None of these says anything about a release. */
public abstract sealed class TransportException extends RuntimeException {

    private TransportException(String message) {
        super(message);
    }

    private TransportException(String message, Throwable cause) {
        super(message, cause);
    }

    /** Return the refusal code. */
    public String code() {
        return "server-unreachable";
    }

    /** Return whether the same request may succeed at once. */
    public boolean passing() {
        return true;
    }

    /** Return the delay the server asked for. */
    public Optional<Duration> retryAfter() {
        return Optional.empty();
    }

    /** No connection, or no answer in time. */
    public static final class Unreachable extends TransportException {
        public Unreachable(String path, String reason) {
            super("no answer for " + path + ": " + reason);
        }
    }

    /** The connection ended, or brought no byte for too long, before the body was complete. */
    public static final class Cut extends TransportException {
        public Cut(String path, Throwable cause) {
            super("connection cut during " + path + ": " + cause.getClass().getSimpleName(), cause);
        }

        public Cut(String path, String reason) {
            super("connection cut during " + path + ": " + reason);
        }
    }

    /** The body arrives slower than the least rate accepted. */
    public static final class TooSlow extends TransportException {
        public TooSlow(String path, String reason) {
            super("transfer too slow: " + path + ": " + reason);
        }
    }

    /** The body is larger than any correct one. */
    public static final class TooLarge extends TransportException {

        private final long limit;

        public TooLarge(String path, long limit) {
            super(path + " is larger than " + limit + " bytes");
            this.limit = limit;
        }

        public long limit() {
            return limit;
        }

        @Override
        public String code() {
            return "response-too-large";
        }

        @Override
        public boolean passing() {
            return false;
        }
    }

    /** The server answered, but with a status that does not fit. */
    public static final class UnexpectedStatus extends TransportException {

        private final int status;
        private final Optional<String> problem;
        private final transient Optional<Duration> retryAfter;

        public UnexpectedStatus(String path, int status, Optional<String> problem, Optional<Duration> retryAfter) {
            super("%s answered %d%s"
                    .formatted(
                            path, status, problem.map(code -> " (" + code + ")").orElse("")));
            this.status = status;
            this.problem = problem;
            this.retryAfter = retryAfter;
        }

        public int status() {
            return status;
        }

        /** Return the server's own code, if it sent one. */
        public Optional<String> problem() {
            return problem;
        }

        @Override
        public String code() {
            return passing() ? "server-unreachable" : problem.orElse("server-refused");
        }

        @Override
        public boolean passing() {
            return status == 429 || status >= 500;
        }

        @Override
        public Optional<Duration> retryAfter() {
            return retryAfter;
        }
    }
}
