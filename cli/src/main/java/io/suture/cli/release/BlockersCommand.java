package io.suture.cli.release;

import io.suture.cli.session.ExitCode;
import io.suture.cli.session.Session;
import io.suture.trust.json.JsonObject;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code release blockers}: what stops this release, who can resolve it, and with which command. */
@Command(
        name = "blockers",
        description = {
            "Show what stops a release, who can resolve it, and with which command.",
            "Exit code 1 while anything stops it."
        })
public final class BlockersCommand implements Callable<Integer> {

    private final Session session;

    @Parameters(paramLabel = "RELEASE", description = "PRODUCT/VERSION")
    private String release = "";

    /** Creates the command. */
    public BlockersCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        RemoteRelease remote = RemoteRelease.of(session, release);
        JsonObject verdict = remote.api().get(remote.path("blockers"));
        boolean accepted = verdict.bool("accepted");
        BlockersTable.lines(remote.id().toString(), verdict.objects("findings")).forEach(session::say);
        session.result(verdict);
        return (accepted ? ExitCode.DONE : ExitCode.REFUSED).value();
    }
}
