package io.suture.server.testing;

import io.suture.trust.key.SoftwareSigner;
import io.suture.trust.pki.Certificates;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.List;

/** The example keys in {@code keys-example/}. */
public final class ExampleFolder {

    private static final Path FOLDER =
            Path.of("..", "keys-example").toAbsolutePath().normalize();

    private ExampleFolder() {}

    /** Return a file. */
    public static Path file(String name) {
        return FOLDER.resolve(name);
    }

    /** Return the key of an example person. */
    public static SoftwareSigner person(String id) {
        return SoftwareSigner.fromPem(text("people/" + id + ".pem"), null);
    }

    /** Return the CA of the server's certificate. */
    public static List<X509Certificate> serverCa() {
        return Certificates.parsePem(text("ca.pem"));
    }

    private static String text(String name) {
        try {
            return Files.readString(file(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
