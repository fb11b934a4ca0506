package io.suture.cli.keys;

import io.suture.cli.keys.KeyLocation.PemFile;
import io.suture.cli.session.Session;
import io.suture.trust.key.PublicKey;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code keys show}: what may be told about a key. */
@Command(name = "show", description = "Show algorithm, fingerprint, key id and public half of a key.")
public final class ShowKeyCommand implements Callable<Integer> {

    private final Session session;

    @Parameters(
            paramLabel = "KEY",
            description = "A private or public key: PEM file, file.p12[#alias] or pkcs11: address.",
            converter = KeyLocationConverter.class)
    private KeyLocation location = new PemFile(Path.of(""));

    /** Creates the command. */
    public ShowKeyCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        PublicKey key = KeyFiles.readPublic(session, location);
        session.say(
                "algorithm    " + KeyDescription.name(key),
                "fingerprint  " + key.fingerprint(),
                "key id       " + key.keyId().value(),
                key.toPem().stripTrailing());
        session.result(KeyDescription.of(key));
        return 0;
    }
}
