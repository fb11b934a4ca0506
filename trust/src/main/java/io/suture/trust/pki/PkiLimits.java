package io.suture.trust.pki;

/** Every limit of this package. */
public final class PkiLimits {

    /** Longest accepted certificate request, in characters of PEM. */
    public static final int MAX_REQUEST_CHARS = 8 * 1024;

    /** Longest accepted list of certificates, in characters of PEM. */
    public static final int MAX_CERTIFICATES_CHARS = 256 * 1024;

    /** Most names in a server certificate. */
    public static final int MAX_SERVER_NAMES = 64;

    private PkiLimits() {}
}
