package io.suture.cli.registry;

import io.suture.cli.api.Api;
import io.suture.cli.api.ApiPath;
import io.suture.cli.session.Session;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code device show}. */
@Command(name = "show", description = "Show a device.")
public final class ShowDeviceCommand implements Callable<Integer> {

    private final Session session;

    @Parameters(paramLabel = "ID")
    private String id = "";

    /** Creates the command. */
    public ShowDeviceCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        session.document(Api.of(session).get(ApiPath.ofManufacturer(session.manufacturer(), "devices", id)));
        return 0;
    }
}
