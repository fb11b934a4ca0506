package io.suture.cli.signing;

import io.suture.cli.keys.KeyFiles;
import io.suture.cli.keys.KeyLocation;
import io.suture.cli.session.CommandFailure;
import io.suture.cli.session.Session;
import io.suture.trust.json.JsonObject;
import io.suture.trust.key.Signer;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code signing-event sign}: an approver signs on a machine of their own what its bytes say. */
@Command(name = "sign", description = "Show what a signing event would change, and sign it with a key of the role.")
public final class SignEventCommand implements Callable<Integer> {

    private final Session session;

    @Parameters(paramLabel = "ID", description = "The event.")
    private String id = "";

    @Option(
            names = "--signing-key",
            required = true,
            paramLabel = "KEY",
            description = "Your private key of the role: PEM or PKCS#12 file, or pkcs11: URI.")
    private String key = "";

    @Option(names = "--yes", description = "Do not ask.")
    private boolean yes;

    /** Creates the command. */
    public SignEventCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        RemoteEvents events = RemoteEvents.of(session);
        EventDocument event = events.show(id);
        event.inWords().forEach(session::say);
        if (!event.state().equals("open")) {
            throw CommandFailure.refused("signing-event-closed", "the signing event is " + event.state());
        }
        Signer signer = KeyFiles.open(session, KeyLocation.of(key)).signer();
        session.confirm("Sign this?", yes);
        return tell(events.sign(id, event.sign(signer)));
    }

    private int tell(JsonObject now) {
        session.say("signed; the event is " + now.string("state") + ", "
                + now.objects("signatures").size() + " of " + now.integer("threshold") + " signatures");
        session.result(now);
        return 0;
    }
}
