package io.suture.cli.release;

import io.suture.cli.session.Session;
import io.suture.trust.json.JsonArray;
import io.suture.trust.json.JsonObject;
import io.suture.trust.json.JsonString;
import io.suture.trust.json.JsonValue;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code release status}. */
@Command(name = "status", description = "Show a release: state, manifest, files.")
public final class ReleaseStatusCommand implements Callable<Integer> {

    private final Session session;

    @Parameters(paramLabel = "RELEASE", description = "PRODUCT/VERSION")
    private String release = "";

    /** Creates the command. */
    public ReleaseStatusCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        RemoteRelease remote = RemoteRelease.of(session, release);
        JsonObject record = remote.show();
        session.say(remote.id() + "  " + record.string("state"));
        record.members().forEach(this::show);
        session.result(record);
        return 0;
    }

    private void show(String name, JsonValue value) {
        if (value instanceof JsonString text) {
            session.say(String.format("  %-12s %s", name, text.value()));
        } else if (value instanceof JsonArray list && name.equals("files")) {
            list.objects().forEach(this::showFile);
        } else if (value instanceof JsonArray list && name.equals("history")) {
            list.objects().forEach(this::showStep);
        }
    }

    private void showFile(JsonObject file) {
        session.say(String.format(
                "  %-12s %s  %d bytes  sha256:%s",
                "file", file.string("name"), file.integer("length"), file.string("sha256")));
    }

    private void showStep(JsonObject step) {
        session.say(String.format(
                "  %-12s %s  %s by %s: %s",
                "history",
                step.findString("at").orElse(""),
                step.findString("to").orElse(""),
                step.findString("actor").orElse(""),
                step.findString("reason").orElse("")));
    }
}
