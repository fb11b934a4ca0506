package io.suture.cli.keys;

import io.suture.cli.session.Session;
import io.suture.trust.key.PublicKey;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code keys show}: what may be told about a key. */
@Command(name = "show", description = "Show algorithm, fingerprint, key id and public half of a key file.")
public final class ShowKeyCommand implements Callable<Integer> {

    private final Session session;

    @Parameters(paramLabel = "FILE", description = "A private or public key (PEM).")
    private Path file = Path.of("");

    /** Creates the command. */
    public ShowKeyCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        PublicKey key = KeyFiles.readPublic(session, file);
        session.say(
                "algorithm    " + KeyDescription.name(key),
                "fingerprint  " + key.fingerprint(),
                "key id       " + key.keyId().value(),
                key.toPem().stripTrailing());
        session.result(KeyDescription.of(key));
        return 0;
    }
}
