package io.suture.cli.registry;

import io.suture.cli.api.Api;
import io.suture.cli.api.ApiPath;
import io.suture.cli.session.Session;
import io.suture.trust.json.JsonObject;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code device token}: another enrolment token for a device that lost its key. */
@Command(name = "token", description = "Make a new enrolment token for a registered device.")
public final class NewTokenCommand implements Callable<Integer> {

    private final Session session;

    @Parameters(paramLabel = "ID")
    private String id = "";

    @Option(
            names = "--token-file",
            paramLabel = "FILE",
            description = "Write the token there, readable by its owner only.")
    private @Nullable Path tokenFile;

    /** Creates the command. */
    public NewTokenCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        ApiPath path = ApiPath.ofManufacturer(session.manufacturer(), "devices", id, "enrolment-token");
        EnrolmentToken.deliver(session, Api.of(session).post(path, JsonObject.EMPTY), tokenFile);
        return 0;
    }
}
