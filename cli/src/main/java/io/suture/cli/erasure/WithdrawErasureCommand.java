package io.suture.cli.erasure;

import io.suture.cli.session.Session;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code audit erasure withdraw}. */
@Command(name = "withdraw", description = "Withdraw what you asked for; nothing is erased.")
public final class WithdrawErasureCommand implements Callable<Integer> {

    private final Session session;

    @Parameters(paramLabel = "ERASURE", description = "The request's id.")
    private String id = "";

    @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "Why.")
    private String reason = "";

    /** Creates the command. */
    public WithdrawErasureCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        session.result(new RemoteErasures(session).end(id, "withdrawal", reason));
        session.say("Withdrawn; nothing was erased");
        return 0;
    }
}
