package io.suture.server.runtime;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import org.jspecify.annotations.Nullable;

/** PEM given by a property: the text itself or the name of a file. */
public final class PemText {

    private static final String BEGIN = "-----BEGIN ";

    private PemText() {}

    /** Return the text of a required property. */
    public static String read(@Nullable String value, String property) {
        if (value == null || value.isBlank()) {
            throw new RefusedStartException(property + " is missing.", "Set it to a PEM file.");
        }
        return value.contains(BEGIN) ? value : readFile(Path.of(value), property);
    }

    /** Return the first certificate of a required property. */
    public static X509Certificate certificate(@Nullable String value, String property) {
        String pem = read(value, property);
        try {
            return (X509Certificate) CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)));
        } catch (CertificateException e) {
            throw new RefusedStartException(property + " holds no certificate.", "Set it to a PEM certificate.", e);
        }
    }

    private static String readFile(Path file, String property) {
        try {
            return Files.readString(file, StandardCharsets.US_ASCII);
        } catch (IOException e) {
            throw new RefusedStartException(
                    property + " names " + file + ", which cannot be read.", "Check path and permissions.", e);
        }
    }
}
