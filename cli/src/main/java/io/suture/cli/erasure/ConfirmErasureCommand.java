package io.suture.cli.erasure;

import io.suture.cli.session.Session;
import io.suture.trust.json.JsonObject;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code audit erasure confirm}: the key goes. */
@Command(
        name = "confirm",
        description = "Confirm what somebody else asked for: the sections' key is destroyed for ever.")
public final class ConfirmErasureCommand implements Callable<Integer> {

    private final Session session;

    @Parameters(paramLabel = "ERASURE", description = "The request's id.")
    private String id = "";

    @Option(names = "--yes", description = "Do not ask.")
    private boolean yes;

    /** Creates the command. */
    public ConfirmErasureCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        RemoteErasures erasures = new RemoteErasures(session);
        JsonObject asked = erasures.read(id);
        erasures.show(asked);
        session.confirm(
                "Destroy the key of all private log sections of " + RemoteErasures.whose(asked) + " for ever?", yes);
        JsonObject confirmed = erasures.api().post(erasures.path(id, "confirmation"), JsonObject.EMPTY);
        session.say("Erased; the key is destroyed");
        session.result(confirmed);
        return 0;
    }
}
