package io.suture.cli.registry;

import io.suture.cli.api.Api;
import io.suture.cli.api.ApiPath;
import io.suture.cli.session.LocalFiles;
import io.suture.cli.session.Session;
import io.suture.trust.json.Json;
import io.suture.trust.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code manufacturer rotate-key}: one more online key of a role, to be put into force by a ceremony. */
@Command(
        name = "rotate-key",
        description = {
            "Make one more online key of a role: snapshot, timestamp, director or a product.",
            "It signs nothing until a ceremony puts it into force (suture root rotate, suture root publish)."
        })
public final class RotateKeyCommand implements Callable<Integer> {

    private final Session session;

    @Parameters(paramLabel = "ROLE", description = "snapshot, timestamp, director or a product's id.")
    private String role = "";

    @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "Why; goes into the audit log.")
    private String reason = "";

    @Option(
            names = "--compromised",
            description = "Somebody else may have an earlier key: none of them can be put into force any more.")
    private boolean compromised;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "Write the online public keys for the ceremony here instead of the terminal.")
    private @Nullable Path out;

    /** Creates the command. */
    public RotateKeyCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        JsonObject body = JsonObject.builder()
                .put("reason", reason)
                .put("compromised", compromised)
                .build();
        JsonObject keys = Api.of(session)
                .post(ApiPath.ofManufacturer(session.manufacturer(), "signing-keys", role, "rotation"), body);
        if (out == null) {
            session.document(keys);
        } else {
            LocalFiles.write(out, Json.pretty(keys).getBytes(StandardCharsets.UTF_8));
            session.say(
                    "role " + role + " has a new key; it signs nothing yet",
                    "next: put the public keys in " + out + " into force (suture root rotate)");
            session.result(keys);
        }
        return 0;
    }
}
