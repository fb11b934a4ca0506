package io.suture.trust.pki;

import java.util.Locale;

/** A certificate, key or request that is not acceptable; {@link #problem()} says in which way. */
public final class PkiException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Problem problem;

    /** Creates the refusal. */
    public PkiException(Problem problem, String detail) {
        super(detail);
        this.problem = problem;
    }

    PkiException(Problem problem, String detail, Throwable cause) {
        super(detail, cause);
        this.problem = problem;
    }

    /** Return what is wrong. */
    public Problem problem() {
        return problem;
    }

    /** Return the kebab-case code of the problem, e.g. {@code not-proven}. */
    public String code() {
        return problem.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** What can be wrong with a certificate, key or request. */
    public enum Problem {
        /** The text is not PEM, or holds another kind of object. */
        NOT_PEM,
        /** The text is longer than {@link PkiLimits} allows. */
        TOO_LARGE,
        /** The bytes are not a certificate. */
        NOT_A_CERTIFICATE,
        /** The bytes are not a certificate request. */
        NOT_A_REQUEST,
        /** The signature of a request was not made by the key in it. */
        NOT_PROVEN,
        /** The issuer is not a certificate authority. */
        NOT_AN_AUTHORITY,
        /** The private key does not belong to the certificate. */
        KEY_MISMATCH,
        /** The certificate does not name one device in the required form. */
        NOT_A_DEVICE,
        /** A name cannot be put in a certificate. */
        BAD_NAME,
        /** The wanted life time is empty or outside the issuer's. */
        BAD_VALIDITY
    }
}
