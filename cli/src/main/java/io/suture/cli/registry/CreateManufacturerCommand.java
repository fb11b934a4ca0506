package io.suture.cli.registry;

import io.suture.cli.api.Api;
import io.suture.cli.api.ApiPath;
import io.suture.cli.session.Session;
import io.suture.trust.json.JsonObject;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code manufacturer create}: a tenant with its own online keys and its own log. */
@Command(name = "create", description = "Register a manufacturer; the server makes its online keys and its log key.")
public final class CreateManufacturerCommand implements Callable<Integer> {

    private final Session session;

    @Parameters(paramLabel = "ID", description = "Id, e.g. exm.")
    private String id = "";

    @Option(names = "--name", required = true, description = "Full name.")
    private String name = "";

    /** Creates the command. */
    public CreateManufacturerCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        JsonObject body = JsonObject.builder().put("id", id).put("name", name).build();
        session.result(Api.of(session).post(ApiPath.of("manufacturers"), body));
        session.say("manufacturer " + id + " is registered; next: suture manufacturer signing-keys " + id);
        return 0;
    }
}
