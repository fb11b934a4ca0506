package io.suture.cli.registry;

import io.suture.cli.api.Api;
import io.suture.cli.api.ApiPath;
import io.suture.cli.session.Session;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code manufacturer show}. */
@Command(name = "show", description = "Show a manufacturer.")
public final class ShowManufacturerCommand implements Callable<Integer> {

    private final Session session;

    @Parameters(paramLabel = "ID", arity = "0..1", description = "Id; default: --manufacturer.")
    private String id = "";

    /** Creates the command. */
    public ShowManufacturerCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        session.document(Api.of(session).get(ApiPath.ofManufacturer(id.isEmpty() ? session.manufacturer() : id)));
        return 0;
    }
}
