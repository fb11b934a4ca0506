package io.suture.cli.keys;

import io.suture.cli.session.LocalFiles;
import io.suture.cli.session.Session;
import io.suture.trust.key.KeyAlgorithm;
import io.suture.trust.key.SoftwareSigner;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code keys generate}: a new key pair; the private key encrypted (PKCS #8, PBES2) when a passphrase is given. */
@Command(
        name = "generate",
        description = {
            "Make a key pair: FILE (private) and FILE with .pub.pem (public).",
            "People need ecdsa-p256; offline roles take ed25519 as well.",
            "The private key is encrypted with the passphrase in SUTURE_PASSPHRASE or typed in."
        })
public final class GenerateKeyCommand implements Callable<Integer> {

    private final Session session;

    @Parameters(paramLabel = "FILE", description = "The private key, e.g. qa.one.pem. Never overwritten.")
    private Path file = Path.of("key.pem");

    @Option(
            names = "--algorithm",
            paramLabel = "NAME",
            description = "ecdsa-p256 (default) or ed25519.",
            converter = AlgorithmConverter.class)
    private KeyAlgorithm algorithm = KeyAlgorithm.ECDSA_P256;

    /** Creates the command. */
    public GenerateKeyCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        Path publicFile = publicFile(file);
        LocalFiles.requireAbsent(file);
        LocalFiles.requireAbsent(publicFile);
        SoftwareSigner key = SoftwareSigner.generate(algorithm, session.world().random());
        boolean encrypted = writePrivate(key);
        LocalFiles.write(publicFile, key.publicKey().toPem().getBytes(StandardCharsets.US_ASCII));
        tell(key, publicFile, encrypted);
        return 0;
    }

    static Path publicFile(Path privateFile) {
        String name = String.valueOf(privateFile.getFileName());
        String stem = name.endsWith(".pem") ? name.substring(0, name.length() - 4) : name;
        return privateFile.resolveSibling(stem + ".pub.pem");
    }

    private boolean writePrivate(SoftwareSigner key) {
        Optional<char[]> passphrase = KeyFiles.newPassphrase(session);
        LocalFiles.writeSecret(
                file,
                passphrase
                        .map(p -> key.toEncryptedPem(p, session.world().random()))
                        .orElseGet(key::toPem));
        passphrase.ifPresent(KeyFiles::wipe);
        return passphrase.isPresent();
    }

    private void tell(SoftwareSigner key, Path publicFile, boolean encrypted) {
        session.say(
                "private key  " + file + (encrypted ? "  (encrypted)" : "  (NOT encrypted)"),
                "public key   " + publicFile,
                "fingerprint  " + key.publicKey().fingerprint(),
                "key id       " + key.publicKey().keyId().value());
        session.result(KeyDescription.of(key.publicKey()).toBuilder()
                .put("private", file.toString())
                .put("public", publicFile.toString())
                .put("encrypted", encrypted)
                .build());
    }
}
