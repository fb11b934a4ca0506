package io.suture.cli.keys;

import io.suture.cli.keys.KeyLocation.Pkcs12File;
import io.suture.cli.session.CommandFailure;
import io.suture.cli.session.LocalFiles;
import io.suture.cli.session.Session;
import io.suture.trust.key.SoftwareSigner;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.UnrecoverableKeyException;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.Collections;
import java.util.List;
import javax.crypto.spec.PBEParameterSpec;

/** PKCS#12 files (RFC 7292), encrypted with PBES2, AES-256 and the work factor of the PEM files. */
final class Pkcs12 {

    private static final String TYPE = "PKCS12";
    private static final String ENCRYPTION = "PBEWithHmacSHA256AndAES_256";
    private static final int ITERATIONS = 600_000;
    private static final int SALT_BYTES = 20;

    private Pkcs12() {}

    static OpenKey open(Session session, Pkcs12File location) {
        byte[] content = LocalFiles.read(location.file(), LocalFiles.KEY);
        char[] passphrase = Secrets.passphrase(session, location.file().toString());
        try {
            KeyStore store = KeyStore.getInstance(TYPE);
            store.load(new ByteArrayInputStream(content), passphrase);
            return new OpenKey(signer(store, location, passphrase), "PKCS#12 file");
        } catch (IOException e) {
            throw unreadable(location, e);
        } catch (GeneralSecurityException e) {
            throw KeyRefusal.unsuitable(location, "the key cannot be read");
        } finally {
            Secrets.wipe(passphrase);
        }
    }

    /** Return the content of a file with one key. */
    static byte[] write(
            SoftwareSigner key, X509Certificate certificate, String alias, char[] passphrase, SecureRandom random) {
        byte[] salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        try {
            KeyStore store = KeyStore.getInstance(TYPE);
            store.load(null, null);
            store.setEntry(
                    alias,
                    new KeyStore.PrivateKeyEntry(key.jcaPrivateKey(), new Certificate[] {certificate}),
                    new KeyStore.PasswordProtection(passphrase, ENCRYPTION, new PBEParameterSpec(salt, ITERATIONS)));
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            store.store(out, passphrase);
            return out.toByteArray();
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("every Java platform writes PKCS#12", e);
        }
    }

    private static SoftwareSigner signer(KeyStore store, Pkcs12File location, char[] passphrase)
            throws GeneralSecurityException {
        String alias = alias(store, location);
        if (store.getKey(alias, passphrase) instanceof PrivateKey key
                && store.getCertificate(alias) instanceof X509Certificate certificate) {
            KeyRefusal.requireForSignatures(location, certificate);
            return KeyRefusal.reading(location, () -> SoftwareSigner.fromPkcs8(key.getEncoded()));
        }
        throw KeyRefusal.missing(location, List.of());
    }

    private static String alias(KeyStore store, Pkcs12File location) throws GeneralSecurityException {
        List<String> aliases = Collections.list(store.aliases());
        if (location.alias().isEmpty() && aliases.size() == 1) {
            return aliases.getFirst();
        }
        return location.alias().filter(aliases::contains).orElseThrow(() -> KeyRefusal.missing(location, aliases));
    }

    private static CommandFailure unreadable(Pkcs12File location, IOException e) {
        return e.getCause() instanceof UnrecoverableKeyException
                ? KeyRefusal.of("passphrase-wrong", location + ": the passphrase is wrong")
                : KeyRefusal.of("bad-key", location + " is not a PKCS#12 file");
    }
}
