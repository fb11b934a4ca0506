package io.suture.cli.keys;

import io.suture.cli.keys.KeyLocation.PemFile;
import io.suture.cli.keys.KeyLocation.Pkcs12File;
import io.suture.cli.keys.KeyLocation.TokenObject;
import io.suture.cli.session.CommandFailure;
import io.suture.cli.session.ExitCode;
import io.suture.cli.session.LocalFiles;
import io.suture.cli.session.Session;
import io.suture.trust.key.KeyAlgorithm;
import io.suture.trust.key.KeyFormatException;
import io.suture.trust.key.PublicKey;
import io.suture.trust.key.Signer;
import io.suture.trust.key.SoftwareSigner;
import java.nio.file.Path;
import java.util.function.Function;

/** Opens keys wherever they are: PEM files, PKCS#12 files, PKCS#11 tokens. */
public final class KeyFiles {

    private KeyFiles() {}

    /** Return the acting person's signer: an ECDSA P-256 key. */
    public static Signer personKey(Session session) {
        KeyLocation location = KeyLocation.of(Session.required(session.profile().key(), "--key"));
        Signer key = open(session, location).signer();
        if (key.publicKey().algorithm() != KeyAlgorithm.ECDSA_P256) {
            throw CommandFailure.usage(location + " is not an ECDSA P-256 key, which a person's key must be");
        }
        return key;
    }

    /** Return the private key, after its passphrase or PIN was given. */
    public static OpenKey open(Session session, KeyLocation location) {
        return switch (location) {
            case PemFile pem -> new OpenKey(pemSigner(session, pem.file()), "PEM file");
            case Pkcs12File store -> Pkcs12.open(session, store);
            case TokenObject object ->
                Pkcs11Token.connect(session, object.uri()).open();
        };
    }

    /** Return whether a private key is there, and not only a public one. */
    public static boolean holdsPrivate(KeyLocation location) {
        return !(location instanceof PemFile pem) || !text(pem.file()).contains("-----BEGIN PUBLIC KEY-----");
    }

    /** Return the public key of a file that holds it, or the public half of a private key. */
    public static PublicKey readPublic(Session session, KeyLocation location) {
        if (location instanceof PemFile pem && !holdsPrivate(pem)) {
            return reading(pem.file(), text(pem.file()), PublicKey::fromPem);
        }
        return open(session, location).signer().publicKey();
    }

    private static SoftwareSigner pemSigner(Session session, Path file) {
        String pem = text(file);
        char[] passphrase = encrypted(pem) ? Secrets.passphrase(session, file.toString()) : null;
        try {
            return reading(file, pem, text -> SoftwareSigner.fromPem(text, passphrase));
        } finally {
            Secrets.wipe(passphrase);
        }
    }

    private static <T> T reading(Path file, String pem, Function<String, T> reader) {
        try {
            return reader.apply(pem);
        } catch (KeyFormatException e) {
            throw new CommandFailure(ExitCode.USAGE, "bad-key", file + ": " + e.getMessage());
        }
    }

    private static String text(Path file) {
        return LocalFiles.readText(file, LocalFiles.KEY);
    }

    private static boolean encrypted(String pem) {
        return pem.contains("-----BEGIN ENCRYPTED PRIVATE KEY-----");
    }
}
