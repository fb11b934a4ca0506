package io.suture.cli.keys;

import io.suture.cli.session.LocalFiles;
import io.suture.cli.session.Session;
import io.suture.trust.key.SoftwareSigner;
import java.nio.file.Path;
import java.util.Optional;

/** New private keys in PEM files. */
public final class PemKeys {

    private PemKeys() {}

    /** Writes a key, encrypted if the person gave a passphrase, and returns whether it is. Never overwrites. */
    public static boolean write(Session session, Path file, SoftwareSigner key) {
        LocalFiles.requireAbsent(file);
        Optional<char[]> passphrase = Secrets.newPassphrase(session);
        LocalFiles.writeSecret(
                file,
                passphrase
                        .map(p -> key.toEncryptedPem(p, session.world().random()))
                        .orElseGet(key::toPem));
        passphrase.ifPresent(Secrets::wipe);
        return passphrase.isPresent();
    }
}
