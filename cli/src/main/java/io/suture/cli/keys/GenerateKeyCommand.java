package io.suture.cli.keys;

import io.suture.cli.keys.KeyLocation.PemFile;
import io.suture.cli.keys.KeyLocation.Pkcs12File;
import io.suture.cli.keys.KeyLocation.TokenObject;
import io.suture.cli.session.CommandFailure;
import io.suture.cli.session.LocalFiles;
import io.suture.cli.session.Session;
import io.suture.trust.key.KeyAlgorithm;
import io.suture.trust.key.KeyFamily;
import io.suture.trust.key.PublicKey;
import io.suture.trust.key.Signer;
import io.suture.trust.key.SoftwareSigner;
import io.suture.trust.pki.CertificateAuthority;
import io.suture.trust.pki.Validity;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code keys generate}: a new key pair in a PEM file, a PKCS#12 file or on a PKCS#11 token. */
@Command(
        name = "generate",
        description = {
            "Make a key pair in STORE: a PEM file, a .p12 file (file.p12#alias), or a token",
            "(pkcs11:token=T;object=O?module-path=/.../lib.so&pin-source=file:/...), which it cannot leave.",
            "The public half goes to a file: STORE with .pub.pem, or --public.",
            "People need ecdsa-p256; tokens make ecdsa-p256 and ecdsa-p384. A file is encrypted with the passphrase in SUTURE_PASSPHRASE or typed in;",
            "the PIN of a token comes from pin-source, SUTURE_PIN or is typed in."
        })
public final class GenerateKeyCommand implements Callable<Integer> {

    /** The certificate only makes the store show the key; what a key may do, and until when, signed metadata says. */
    private static final Duration CERTIFICATE_LIFE = Duration.ofDays(50 * 365L);

    private final Session session;

    @Parameters(
            paramLabel = "STORE",
            description = "Where the private key goes, e.g. qa.one.pem. Never overwritten.",
            converter = KeyLocationConverter.class)
    private KeyLocation store = new PemFile(Path.of("key.pem"));

    @Option(names = "--public", paramLabel = "FILE", description = "Where the public half goes; needed for a token.")
    private @Nullable Path publicFile;

    @Option(
            names = "--algorithm",
            paramLabel = "NAME",
            description = "ecdsa-p256 (default), ecdsa-p384, ed25519, ml-dsa-44, ml-dsa-65 or ml-dsa-87.",
            converter = AlgorithmConverter.class)
    private KeyAlgorithm algorithm = KeyAlgorithm.ECDSA_P256;

    /** Creates the command. */
    public GenerateKeyCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        Path open = publicFile();
        LocalFiles.requireAbsent(open);
        boolean protectedKey = true;
        PublicKey key;
        switch (store) {
            case PemFile pem -> {
                SoftwareSigner signer = newKey(pem.file());
                protectedKey = PemKeys.write(session, pem.file(), signer);
                key = signer.publicKey();
            }
            case Pkcs12File file -> key = writeStore(file, newKey(file.file()));
            case TokenObject object -> key = onToken(object);
        }
        LocalFiles.write(open, key.toPem().getBytes(StandardCharsets.US_ASCII));
        tell(key, open, protectedKey);
        return 0;
    }

    private Path publicFile() {
        return Optional.ofNullable(publicFile).orElseGet(() -> switch (store) {
            case PemFile pem -> publicFile(pem.file());
            case Pkcs12File file -> publicFile(file.file());
            case TokenObject object -> throw CommandFailure.usage(object + ": --public FILE is needed");
        });
    }

    private static Path publicFile(Path privateFile) {
        String name = String.valueOf(privateFile.getFileName());
        return privateFile.resolveSibling(name.replaceFirst("\\.(pem|p12|pfx)$", "") + ".pub.pem");
    }

    private SoftwareSigner newKey(Path file) {
        LocalFiles.requireAbsent(file);
        return SoftwareSigner.generate(algorithm, session.world().random());
    }

    private PublicKey writeStore(Pkcs12File file, SoftwareSigner key) {
        if (algorithm.family() == KeyFamily.POST_QUANTUM) {
            throw KeyRefusal.unsuitable(file, KeyDescription.name(algorithm) + " keys are kept in PEM files");
        }
        char[] passphrase = Secrets.newPassphrase(session)
                .orElseThrow(() -> CommandFailure.usage("a PKCS#12 file needs a passphrase: set SUTURE_PASSPHRASE"));
        String alias = file.alias().orElse("suture");
        byte[] content = Pkcs12.write(
                key, certificate(key, alias), alias, passphrase, session.world().random());
        Secrets.wipe(passphrase);
        LocalFiles.writeSecret(file.file(), content);
        return key.publicKey();
    }

    private PublicKey onToken(TokenObject object) {
        return Pkcs11Token.connect(session, object.uri())
                .generate(algorithm, key -> certificate(key, object.uri().object()))
                .signer()
                .publicKey();
    }

    private X509Certificate certificate(Signer key, String name) {
        Validity validity = Validity.from(session.world().clock().instant(), CERTIFICATE_LIFE);
        return CertificateAuthority.ofSigningKey(
                name, key, validity, session.world().random());
    }

    private void tell(PublicKey key, Path open, boolean protectedKey) {
        session.say(
                "private key  " + store + (protectedKey ? "  (encrypted)" : "  (NOT encrypted)"),
                "public key   " + open,
                "fingerprint  " + key.fingerprint(),
                "key id       " + key.keyId().value());
        session.result(KeyDescription.of(key).toBuilder()
                .put("private", store.toString())
                .put("public", open.toString())
                .put("encrypted", protectedKey)
                .build());
    }
}
