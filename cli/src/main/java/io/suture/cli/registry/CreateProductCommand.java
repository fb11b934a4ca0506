package io.suture.cli.registry;

import io.suture.cli.api.Api;
import io.suture.cli.api.ApiPath;
import io.suture.cli.session.Session;
import io.suture.trust.json.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code product create}: a model with its device identifier (UDI-DI) and hardware revisions. */
@Command(name = "create", description = "Register a product; the server makes its role key.")
public final class CreateProductCommand implements Callable<Integer> {

    private final Session session;

    @Parameters(paramLabel = "ID", description = "Id, e.g. GW2.")
    private String id = "";

    @Option(names = "--name", required = true, description = "Full name.")
    private String name = "";

    @Option(names = "--udi-di", required = true, paramLabel = "DI", description = "Device identifier of the UDI.")
    private String udiDi = "";

    @Option(names = "--hardware", paramLabel = "REVISION", description = "A hardware revision that can be updated.")
    private List<String> hardware = new ArrayList<>();

    @Option(
            names = "--not-updatable",
            paramLabel = "REVISION=REASON",
            description = "A hardware revision that cannot, and why.")
    private Map<String, String> notUpdatable = new LinkedHashMap<>();

    /** Creates the command. */
    public CreateProductCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        ApiPath path = ApiPath.ofManufacturer(session.manufacturer(), "products");
        session.result(Api.of(session).post(path, body()));
        session.say("product " + id + " is registered; the next ceremony must delegate to its key");
        return 0;
    }

    private JsonObject body() {
        List<JsonObject> revisions = new ArrayList<>();
        hardware.forEach(revision -> revisions.add(JsonObject.builder()
                .put("revision", revision)
                .put("updatable", true)
                .build()));
        notUpdatable.forEach((revision, reason) -> revisions.add(JsonObject.builder()
                .put("revision", revision)
                .put("updatable", false)
                .put("reason", reason)
                .build()));
        return JsonObject.builder()
                .put("id", id)
                .put("name", name)
                .put("udiDi", udiDi)
                .putAll("hardwareRevisions", revisions)
                .build();
    }
}
