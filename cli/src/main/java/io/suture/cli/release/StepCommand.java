package io.suture.cli.release;

import io.suture.cli.session.Session;
import io.suture.trust.json.JsonObject;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code release sign|publish}: the next step of a release. */
@Command
public final class StepCommand implements Callable<Integer> {

    private final Session session;
    private final Step step;

    @Parameters(paramLabel = "RELEASE", description = "PRODUCT/VERSION")
    private String release = "";

    /** Creates the command for a step. */
    public StepCommand(Session session, Step step) {
        this.session = session;
        this.step = step;
    }

    @Override
    public Integer call() {
        RemoteRelease remote = RemoteRelease.of(session, release);
        JsonObject outcome = remote.api().post(remote.path(step.path()), JsonObject.EMPTY);
        session.result(outcome);
        outcome.findString("signingEvent")
                .ifPresentOrElse(
                        event -> session.say(outcome.string("state") + ", awaits signatures of signing event " + event
                                + "  " + remote.id()),
                        () -> session.say(step.done() + "  " + remote.id()));
        return 0;
    }
}
