package io.suture.cli.registry;

import io.suture.cli.api.Api;
import io.suture.cli.api.ApiPath;
import io.suture.cli.session.Session;
import io.suture.trust.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code person set-roles}: these roles and no others, from the person's next request on. */
@Command(name = "set-roles", description = "Give a person exactly these roles, at once.")
public final class SetRolesCommand implements Callable<Integer> {

    private final Session session;

    @Parameters(paramLabel = "ID")
    private String id = "";

    @Option(
            names = "--role",
            required = true,
            description = "release-engineer, validator, quality-approver, auditor, facility or admin; may repeat.")
    private List<String> roles = new ArrayList<>();

    @Option(names = "--reason", required = true)
    private String reason = "";

    /** Creates the command. */
    public SetRolesCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        JsonObject body = JsonObject.builder()
                .putStrings("roles", roles)
                .put("reason", reason)
                .build();
        session.result(Api.of(session).post(ApiPath.of("people", id, "roles"), body));
        session.say(id + " is now " + String.join(", ", roles));
        return 0;
    }
}
