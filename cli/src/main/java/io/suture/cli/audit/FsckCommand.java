package io.suture.cli.audit;

import io.suture.cli.api.Api;
import io.suture.cli.api.ApiPath;
import io.suture.cli.session.ExitCode;
import io.suture.cli.session.Session;
import io.suture.trust.json.JsonObject;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code audit fsck}: lets the server recompute its log out of the database. */
@Command(
        name = "fsck",
        description = "Let the server recompute its log and name everything in the database that contradicts it.")
public final class FsckCommand implements Callable<Integer> {

    private final Session session;

    /** Creates the command. */
    public FsckCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        JsonObject report =
                Api.of(session).post(ApiPath.ofManufacturer(session.manufacturer(), "audit", "fsck"), JsonObject.EMPTY);
        for (JsonObject finding : report.objects("findings")) {
            session.say(
                    "FAIL " + finding.string("check") + " at " + finding.string("place"),
                    "     expected " + finding.string("expected"),
                    "     found    " + finding.string("found"));
        }
        session.say(
                report.bool("whole")
                        ? report.integer("entries") + " entries: the log is whole"
                        : report.objects("findings").size() + " findings: the log is damaged");
        session.result(report);
        return report.bool("whole") ? 0 : ExitCode.REFUSED.value();
    }
}
