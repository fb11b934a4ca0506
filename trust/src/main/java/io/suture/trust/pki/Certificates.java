package io.suture.trust.pki;

import io.suture.trust.key.PublicKey;
import java.io.ByteArrayInputStream;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.stream.Collectors;

/** Reading and writing of certificates as text (RFC 7468 section 5). */
public final class Certificates {

    private static final String LABEL = "CERTIFICATE";

    private Certificates() {}

    /** Return the certificates of a text in their order; at least one. */
    public static List<X509Certificate> parsePem(String pem) {
        return Pem.decode(LABEL, pem, PkiLimits.MAX_CERTIFICATES_CHARS).stream()
                .map(Certificates::parseDer)
                .toList();
    }

    /** Return the certificate encoded in {@code der}. */
    public static X509Certificate parseDer(byte[] der) {
        try {
            CertificateFactory factory = CertificateFactory.getInstance("X.509");
            return (X509Certificate) factory.generateCertificate(new ByteArrayInputStream(der));
        } catch (CertificateException e) {
            throw new PkiException(PkiException.Problem.NOT_A_CERTIFICATE, "not an X.509 certificate", e);
        }
    }

    /** Return the text of the certificates in their order. */
    public static String toPem(List<X509Certificate> certificates) {
        return certificates.stream().map(c -> Pem.encode(LABEL, encoded(c))).collect(Collectors.joining());
    }

    /** Return the text of one certificate. */
    public static String toPem(X509Certificate certificate) {
        return toPem(List.of(certificate));
    }

    /** Return the key the certificate is about. */
    public static PublicKey publicKeyOf(X509Certificate certificate) {
        return PublicKey.fromSpki(certificate.getPublicKey().getEncoded());
    }

    private static byte[] encoded(X509Certificate certificate) {
        try {
            return certificate.getEncoded();
        } catch (CertificateEncodingException e) {
            throw new PkiException(PkiException.Problem.NOT_A_CERTIFICATE, "certificate cannot be encoded", e);
        }
    }
}
