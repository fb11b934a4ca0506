package io.suture.cli.registry;

import io.suture.cli.api.Api;
import io.suture.cli.api.ApiPath;
import io.suture.cli.session.Session;
import io.suture.trust.json.JsonObject;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code person confirm-reset}: the second person's word, before which the person signs nothing. */
@Command(
        name = "confirm-reset",
        description = "Confirm as a second person that new credentials reached the right one, who may then sign again.")
public final class ConfirmResetCommand implements Callable<Integer> {

    private final Session session;

    @Parameters(paramLabel = "ID")
    private String id = "";

    @Option(names = "--yes", description = "Do not ask.")
    private boolean yes;

    /** Creates the command. */
    public ConfirmResetCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        session.confirm("Did you ask " + id + " in person whether they hold the new credentials?", yes);
        Api.of(session).post(ApiPath.of("people", id, "credential-reset", "confirmation"), JsonObject.EMPTY);
        session.result(JsonObject.builder().put("person", id).build());
        session.say("the new credentials of " + id + " are confirmed");
        return 0;
    }
}
