package io.suture.cli.registry;

import io.suture.cli.api.Api;
import io.suture.cli.api.ApiPath;
import io.suture.cli.keys.KeyFiles;
import io.suture.cli.keys.KeyLocation;
import io.suture.cli.keys.KeyLocationConverter;
import io.suture.cli.session.Session;
import io.suture.trust.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code person create}: who may act, in which roles, with which key (21 CFR 11.100: an id is never given twice). */
@Command(name = "create", description = "Register a person and their public key. Ids are never reused.")
public final class CreatePersonCommand implements Callable<Integer> {

    private final Session session;

    @Parameters(paramLabel = "ID", description = "Id, e.g. qa.one.")
    private String id = "";

    @Option(names = "--printed-name", required = true, paramLabel = "NAME", description = "Name as printed on records.")
    private String printedName = "";

    @Option(
            names = "--role",
            required = true,
            description = "release-engineer, validator, quality-approver, auditor, facility or admin; may repeat.")
    private List<String> roles = new ArrayList<>();

    @Option(names = "--facility", paramLabel = "ID", description = "Their facility (role facility).")
    private @Nullable String facility;

    @Option(names = "--platform", description = "Of no manufacturer: an administrator or auditor of the whole server.")
    private boolean platform;

    @Option(names = "--service", description = "A service account for CI jobs: it acts, but never signs for anybody.")
    private boolean service;

    @Option(
            names = "--public-key",
            required = true,
            paramLabel = "KEY",
            description = "Their public key (or the private key, of which only the public half is sent).",
            converter = KeyLocationConverter.class)
    private KeyLocation publicKey = KeyLocation.of("");

    /** Creates the command. */
    public CreatePersonCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        session.result(Api.of(session).post(ApiPath.of("people"), body()));
        session.say(id + " is registered as " + String.join(", ", roles));
        return 0;
    }

    private JsonObject body() {
        JsonObject.Builder body = JsonObject.builder()
                .put("id", id)
                .put("printedName", printedName)
                .putStrings("roles", roles)
                .put("publicKey", KeyFiles.readPublic(session, publicKey).toPem());
        if (service) {
            body.put("kind", "service");
        }
        if (facility != null) {
            body.put("facility", facility);
        } else if (!platform) {
            session.profile().manufacturer().ifPresent(manufacturer -> body.put("manufacturer", manufacturer));
        }
        return body.build();
    }
}
