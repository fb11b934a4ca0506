package io.suture.cli.signing;

import io.suture.cli.session.Session;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code signing-event show}. */
@Command(name = "show", description = "Show a signing event, and in words what it would change.")
public final class ShowEventCommand implements Callable<Integer> {

    private final Session session;

    @Parameters(paramLabel = "ID", description = "The event.")
    private String id = "";

    /** Creates the command. */
    public ShowEventCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        EventDocument event = RemoteEvents.of(session).show(id);
        event.inWords().forEach(session::say);
        session.result(event.json());
        return 0;
    }
}
