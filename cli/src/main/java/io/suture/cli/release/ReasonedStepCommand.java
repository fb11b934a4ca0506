package io.suture.cli.release;

import io.suture.cli.session.Session;
import io.suture.trust.json.JsonObject;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code release suspend|resume|withdraw|reject}: a step that needs a reason for the record. */
@Command
public final class ReasonedStepCommand implements Callable<Integer> {

    private final Session session;
    private final Step step;

    @Parameters(paramLabel = "RELEASE", description = "PRODUCT/VERSION")
    private String release = "";

    @Option(names = "--reason", required = true, description = "Why; stays on the record.")
    private String reason = "";

    /** Creates the command for a step. */
    public ReasonedStepCommand(Session session, Step step) {
        this.session = session;
        this.step = step;
    }

    @Override
    public Integer call() {
        RemoteRelease remote = RemoteRelease.of(session, release);
        JsonObject body = JsonObject.builder().put("reason", reason).build();
        JsonObject outcome = remote.api().post(remote.path(step.path()), body);
        session.result(outcome);
        session.say(step.done() + "  " + remote.id());
        outcome.findString("signingEvent")
                .ifPresent(event -> session.say("the repository awaits signatures of signing event " + event));
        return 0;
    }
}
