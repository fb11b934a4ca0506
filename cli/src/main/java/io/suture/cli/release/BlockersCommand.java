package io.suture.cli.release;

import io.suture.cli.session.ExitCode;
import io.suture.cli.session.Session;
import io.suture.trust.json.JsonArray;
import io.suture.trust.json.JsonObject;
import io.suture.trust.json.JsonString;
import io.suture.trust.json.JsonValue;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code release blockers}: what stops this release, who can resolve it, and how. */
@Command(name = "blockers", description = "Show what stops a release. Exit code 1 while anything does.")
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
        session.say(remote.id() + (accepted ? ": nothing stops it" : ": not yet"));
        verdict.objects("findings").forEach(this::show);
        session.result(verdict);
        return (accepted ? ExitCode.DONE : ExitCode.REFUSED).value();
    }

    private void show(JsonObject finding) {
        session.say("  %-5s %s: %s"
                .formatted(
                        mark(finding),
                        finding.string("rule"),
                        text(finding, "explain").orElse("")));
        if (finding.bool("blocks")) {
            text(finding, "resolvedBy").ifPresent(who -> session.say("        by:   " + who));
            text(finding, "command").ifPresent(command -> session.say("        with: " + command));
        }
    }

    /** What blocks, what is satisfied, and what is only shown: a failed run that was repeated, evidence set aside. */
    private static String mark(JsonObject finding) {
        if (finding.bool("blocks")) {
            return "STOP";
        }
        return finding.string("code").equals("satisfied") ? "ok" : "note";
    }

    private static Optional<String> text(JsonObject finding, String member) {
        return finding.find(member).map(BlockersCommand::text).filter(text -> !text.isEmpty());
    }

    private static String text(JsonValue value) {
        return switch (value) {
            case JsonString string -> string.value();
            case JsonArray array -> String.join(" or ", array.strings());
            default -> "";
        };
    }
}
