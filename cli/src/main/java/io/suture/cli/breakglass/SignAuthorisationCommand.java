package io.suture.cli.breakglass;

import io.suture.cli.keys.KeyFiles;
import io.suture.cli.keys.KeyLocation;
import io.suture.cli.keys.KeyLocationConverter;
import io.suture.cli.session.CommandFailure;
import io.suture.cli.session.LocalFiles;
import io.suture.cli.session.Session;
import io.suture.trust.breakglass.Authorisation;
import io.suture.trust.breakglass.BreakGlassLimits;
import io.suture.trust.dsse.Envelope;
import io.suture.trust.key.Signer;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code break-glass sign}: the second of two people reads an authorisation and signs it too. */
@Command(name = "sign", description = "Read an authorisation that another person wrote, and sign it too; offline.")
public final class SignAuthorisationCommand implements Callable<Integer> {

    private final Session session;

    @Parameters(paramLabel = "FILE", description = "The authorisation; your signature is added.")
    private Path file = Path.of("");

    @Option(
            names = "--signing-key",
            required = true,
            paramLabel = "KEY",
            description = "Your break-glass key: PEM file, file.p12[#alias] or pkcs11: address.",
            converter = KeyLocationConverter.class)
    private KeyLocation key = KeyLocation.of("");

    @Option(names = "--yes", description = "Do not ask.")
    private boolean yes;

    /** Creates the command. */
    public SignAuthorisationCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        Envelope envelope = Envelope.parse(LocalFiles.read(file, BreakGlassLimits.ENVELOPE_BYTES));
        Authorisation authorisation = Authorisation.claimedBy(envelope);
        Shown.confirm(session, authorisation, yes);
        Signer signer = KeyFiles.open(session, key).signer();
        if (!envelope.verifiedBy(List.of(signer.publicKey())).isEmpty()) {
            throw CommandFailure.refused("already-signed", key + " has signed it already");
        }
        Envelope mine = Envelope.sign(envelope.payloadType(), envelope.payload(), signer);
        Envelope both = new Envelope(
                envelope.payloadType(),
                envelope.payload(),
                Stream.concat(envelope.signatures().stream(), mine.signatures().stream())
                        .toList());
        LocalFiles.write(file, both.toJson());
        session.say("signed by " + both.signatures().size()
                + "; at the device: suture device break-glass --state DIR --authorisation " + file);
        return 0;
    }
}
