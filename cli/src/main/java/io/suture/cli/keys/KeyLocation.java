package io.suture.cli.keys;

import io.suture.cli.session.CommandFailure;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/** Where a key is: what {@code --key}, {@code --signing-key} and the plan of a ceremony name. */
public sealed interface KeyLocation {

    /** A PEM file: a private key, encrypted or not, or a public one. */
    record PemFile(Path file) implements KeyLocation {

        @Override
        public String toString() {
            return file.toString();
        }
    }

    /** An entry of a PKCS#12 file. */
    record Pkcs12File(Path file, Optional<String> alias) implements KeyLocation {

        @Override
        public String toString() {
            return file + alias.map("#"::concat).orElse("");
        }
    }

    /** An object on a PKCS#11 token. */
    record TokenObject(Pkcs11Uri uri) implements KeyLocation {

        @Override
        public String toString() {
            return uri.toString();
        }
    }

    /**
     * Return the location that a text names: a {@code pkcs11:} URI, {@code file.p12} or {@code file.pfx} with an optional
     * {@code #alias}, else a PEM file.
     */
    static KeyLocation of(String text) {
        if (Pkcs11Uri.isOne(text)) {
            return new TokenObject(Pkcs11Uri.parse(text));
        }
        int mark = text.lastIndexOf('#');
        String file = mark < 0 ? text : text.substring(0, mark);
        if (isStore(file)) {
            return new Pkcs12File(path(file), mark < 0 ? Optional.empty() : Optional.of(text.substring(mark + 1)));
        }
        return new PemFile(path(text));
    }

    /** Return the location that a text in a file names; relative paths start at the file's folder. */
    static KeyLocation of(String text, Path folder) {
        return Pkcs11Uri.isOne(text) ? of(text) : of(folder.resolve(path(text)).toString());
    }

    private static boolean isStore(String file) {
        String name = file.toLowerCase(Locale.ROOT);
        return name.endsWith(".p12") || name.endsWith(".pfx");
    }

    private static Path path(String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw CommandFailure.usage("not a file name: " + text);
        }
    }
}
