package io.suture.trust.log.timestamp;

import java.util.Locale;

/** An answer of a time-stamp authority that is not to be believed; {@link #problem()} says why. */
public final class TimestampException extends RuntimeException {

    private final Problem problem;

    /** Creates the refusal. */
    public TimestampException(Problem problem, String detail) {
        super(detail);
        this.problem = problem;
    }

    TimestampException(Problem problem, String detail, Throwable cause) {
        super(detail + ": " + cause.getMessage(), cause);
        this.problem = problem;
    }

    /** Return what is wrong. */
    public Problem problem() {
        return problem;
    }

    /** Return the kebab-case code of the problem, for example {@code wrong-nonce}. */
    public String code() {
        return problem.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** What can be wrong with an answer. */
    public enum Problem {
        /** More bytes than any answer needs. */
        TOO_LARGE,
        /** Not one answer of RFC 3161 and nothing behind it. */
        MALFORMED,
        /** The authority did not grant the request. */
        NOT_GRANTED,
        /** The nonce is not that of the request. */
        WRONG_NONCE,
        /** The imprint is another one, or of another algorithm. */
        WRONG_IMPRINT,
        /** Issued under another policy than the one demanded. */
        WRONG_POLICY,
        /** The certificate that signed is not in the token. */
        NO_CERTIFICATE,
        /** The certificate is not for time stamping alone (RFC 3161 section 2.3). */
        NOT_FOR_TIME_STAMPING,
        /** The certificate was not valid at the time the token states. */
        OUTSIDE_VALIDITY,
        /** The signature is wrong, or by an algorithm that is not trusted. */
        WRONG_SIGNATURE,
        /** No chain leads from the certificate to a given root. */
        NOT_TRUSTED
    }
}
