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

/** {@code device create}: registers a device and returns the token it enrols with, once. */
@Command(
        name = "create",
        description = "Register a device. Its enrolment token is shown once: keep it with --token-file.")
public final class CreateDeviceCommand implements Callable<Integer> {

    private final Session session;

    @Parameters(paramLabel = "ID", description = "Id, e.g. D-001.")
    private String id = "";

    @Option(names = "--product", required = true, paramLabel = "ID")
    private String product = "";

    @Option(names = "--hardware", required = true, paramLabel = "REVISION")
    private String hardware = "";

    @Option(names = "--serial", required = true)
    private String serial = "";

    @Option(names = "--facility", required = true, paramLabel = "ID")
    private String facility = "";

    @Option(names = "--installed", required = true, paramLabel = "VERSION", description = "Version it runs now.")
    private String installed = "";

    @Option(
            names = "--token-file",
            paramLabel = "FILE",
            description = "Write the token there, readable by its owner only.")
    private @Nullable Path tokenFile;

    /** Creates the command. */
    public CreateDeviceCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        ApiPath path = ApiPath.ofManufacturer(session.manufacturer(), "devices");
        JsonObject answer = Api.of(session).post(path, body());
        EnrolmentToken.deliver(session, answer, tokenFile);
        return 0;
    }

    private JsonObject body() {
        return JsonObject.builder()
                .put("id", id)
                .put("product", product)
                .put("hardwareRevision", hardware)
                .put("serial", serial)
                .put("facility", facility)
                .put("installedVersion", installed)
                .build();
    }
}
