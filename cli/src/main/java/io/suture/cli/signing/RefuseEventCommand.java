package io.suture.cli.signing;

import io.suture.cli.session.Session;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code signing-event refuse}. */
@Command(name = "refuse", description = "End a signing event without a signature.")
public final class RefuseEventCommand implements Callable<Integer> {

    private final Session session;

    @Parameters(paramLabel = "ID", description = "The event.")
    private String id = "";

    @Option(names = "--reason", required = true, description = "Why; stays on the record.")
    private String reason = "";

    /** Creates the command. */
    public RefuseEventCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        session.result(RemoteEvents.of(session).refuse(id, reason));
        session.say("refused  " + id);
        return 0;
    }
}
