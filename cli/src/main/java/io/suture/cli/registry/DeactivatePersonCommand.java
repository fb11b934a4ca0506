package io.suture.cli.registry;

import io.suture.cli.api.Api;
import io.suture.cli.api.ApiPath;
import io.suture.cli.session.Session;
import io.suture.trust.json.JsonObject;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code person deactivate}: the person is refused from the next request on, for good. */
@Command(name = "deactivate", description = "Deactivate a person for good, at once. The id is never given again.")
public final class DeactivatePersonCommand implements Callable<Integer> {

    private final Session session;

    @Parameters(paramLabel = "ID")
    private String id = "";

    @Option(names = "--reason", required = true)
    private String reason = "";

    @Option(names = "--yes", description = "Do not ask.")
    private boolean yes;

    /** Creates the command. */
    public DeactivatePersonCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        session.confirm("Deactivate " + id + " for good?", yes);
        session.result(Api.of(session)
                .post(
                        ApiPath.of("people", id, "deactivation"),
                        JsonObject.builder().put("reason", reason).build()));
        session.say(id + " is deactivated");
        return 0;
    }
}
