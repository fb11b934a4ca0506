package io.suture.cli.erasure;

import io.suture.cli.session.Session;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code audit erasure refuse}. */
@Command(name = "refuse", description = "Refuse what somebody else asked for; nothing is erased.")
public final class RefuseErasureCommand implements Callable<Integer> {

    private final Session session;

    @Parameters(paramLabel = "ERASURE", description = "The request's id.")
    private String id = "";

    @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "Why not.")
    private String reason = "";

    /** Creates the command. */
    public RefuseErasureCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        session.result(new RemoteErasures(session).end(id, "refusal", reason));
        session.say("Refused; nothing was erased");
        return 0;
    }
}
