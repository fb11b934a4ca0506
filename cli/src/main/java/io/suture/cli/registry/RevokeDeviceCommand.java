package io.suture.cli.registry;

import io.suture.cli.api.Api;
import io.suture.cli.api.ApiPath;
import io.suture.cli.session.Session;
import io.suture.trust.json.JsonObject;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code device revoke}: the device's certificate is refused from the next request on. */
@Command(name = "revoke", description = "Revoke a device's certificate at once.")
public final class RevokeDeviceCommand implements Callable<Integer> {

    private final Session session;

    @Parameters(paramLabel = "ID")
    private String id = "";

    @Option(names = "--reason", required = true)
    private String reason = "";

    @Option(names = "--yes", description = "Do not ask.")
    private boolean yes;

    /** Creates the command. */
    public RevokeDeviceCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        session.confirm("Revoke device " + id + "?", yes);
        ApiPath path = ApiPath.ofManufacturer(session.manufacturer(), "devices", id, "revoke");
        session.result(Api.of(session)
                .post(path, JsonObject.builder().put("reason", reason).build()));
        session.say("device " + id + " is revoked");
        return 0;
    }
}
