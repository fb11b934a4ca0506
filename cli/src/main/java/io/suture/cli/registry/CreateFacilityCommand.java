package io.suture.cli.registry;

import io.suture.cli.api.Api;
import io.suture.cli.api.ApiPath;
import io.suture.cli.session.Session;
import io.suture.trust.json.JsonObject;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code facility create}: a hospital that approves installations on its own devices. */
@Command(name = "create", description = "Register a facility (hospital, clinic).")
public final class CreateFacilityCommand implements Callable<Integer> {

    private final Session session;

    @Parameters(paramLabel = "ID", description = "Id, e.g. F-100.")
    private String id = "";

    @Option(names = "--name", required = true, description = "Full name.")
    private String name = "";

    /** Creates the command. */
    public CreateFacilityCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        JsonObject body = JsonObject.builder().put("id", id).put("name", name).build();
        session.result(Api.of(session).post(ApiPath.of("facilities"), body));
        session.say("facility " + id + " is registered");
        return 0;
    }
}
