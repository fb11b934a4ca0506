package io.suture.cli.keys;

import io.suture.cli.session.CommandFailure;
import io.suture.cli.session.ExitCode;
import io.suture.cli.session.LocalFiles;
import io.suture.cli.session.Session;
import io.suture.trust.key.KeyAlgorithm;
import io.suture.trust.key.KeyFormatException;
import io.suture.trust.key.PublicKey;
import io.suture.trust.key.SoftwareSigner;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads private keys; the passphrase comes from {@code SUTURE_PASSPHRASE} or from the person at the terminal. */
public final class KeyFiles {

    private static final String PASSPHRASE = "SUTURE_PASSPHRASE";

    private KeyFiles() {}

    /** Return the acting person's signer: an ECDSA P-256 key. */
    public static SoftwareSigner personKey(Session session) {
        Path file = Session.required(session.profile().key(), "--key");
        SoftwareSigner key = read(session, file);
        if (key.publicKey().algorithm() != KeyAlgorithm.ECDSA_P256) {
            throw CommandFailure.usage(file + " is not an ECDSA P-256 key, which a person's key must be");
        }
        return key;
    }

    /** Return the signer of a private key file. */
    public static SoftwareSigner read(Session session, Path file) {
        String pem = LocalFiles.readText(file, LocalFiles.KEY);
        char[] passphrase = encrypted(pem) ? passphrase(session, "Passphrase of " + file + ": ") : null;
        try {
            return SoftwareSigner.fromPem(pem, passphrase);
        } catch (KeyFormatException e) {
            throw new CommandFailure(ExitCode.USAGE, "bad-key", file + ": " + e.getMessage());
        } finally {
            wipe(passphrase);
        }
    }

    /** Return whether the file holds a private key, and not only a public one. */
    public static boolean holdsPrivate(Path file) {
        return !LocalFiles.readText(file, LocalFiles.KEY).contains("-----BEGIN PUBLIC KEY-----");
    }

    /** Return the public key of a file that holds it, or its private key. */
    public static PublicKey readPublic(Session session, Path file) {
        if (holdsPrivate(file)) {
            return read(session, file).publicKey();
        }
        String pem = LocalFiles.readText(file, LocalFiles.KEY);
        try {
            return PublicKey.fromPem(pem);
        } catch (KeyFormatException e) {
            throw new CommandFailure(ExitCode.USAGE, "bad-key", file + ": " + e.getMessage());
        }
    }

    /** Return the passphrase for a new key, empty if the key shall lie open. */
    static Optional<char[]> newPassphrase(Session session) {
        Optional<String> given = session.environment(PASSPHRASE);
        if (given.isPresent()) {
            return given.map(String::toCharArray);
        }
        return session.world()
                .terminal()
                .map(terminal -> {
                    char[] first = terminal.secret("Passphrase for the new key (empty: not encrypted): ");
                    if (first.length > 0 && !Arrays.equals(first, terminal.secret("Again: "))) {
                        throw CommandFailure.usage("the two passphrases differ");
                    }
                    return first;
                })
                .filter(answer -> answer.length > 0);
    }

    static void wipe(char @Nullable [] passphrase) {
        if (passphrase != null) {
            Arrays.fill(passphrase, '\0');
        }
    }

    private static boolean encrypted(String pem) {
        return pem.contains("-----BEGIN ENCRYPTED PRIVATE KEY-----");
    }

    private static char[] passphrase(Session session, String prompt) {
        return session.environment(PASSPHRASE)
                .map(String::toCharArray)
                .or(() -> session.world().terminal().map(terminal -> terminal.secret(prompt)))
                .orElseThrow(() -> CommandFailure.usage("the key is encrypted: set " + PASSPHRASE));
    }
}
