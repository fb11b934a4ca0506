package io.suture.cli.registry;

import io.suture.cli.api.Api;
import io.suture.cli.keys.KeyFiles;
import io.suture.cli.keys.KeyLocation;
import io.suture.cli.keys.KeyLocationConverter;
import io.suture.cli.session.Session;
import io.suture.trust.json.JsonObject;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code person add-key}: a further key, which counts when a second person approved it. */
@Command(
        name = "add-key",
        description = {
            "Register a further public key of a person.",
            "It counts when a second person approved it: suture person approve-key ID --fingerprint KEY."
        })
public final class AddPersonKeyCommand implements Callable<Integer> {

    private final Session session;

    @Parameters(paramLabel = "ID")
    private String id = "";

    @Option(
            names = "--public-key",
            required = true,
            paramLabel = "KEY",
            description = "Their public key (or the private key, of which only the public half is sent).",
            converter = KeyLocationConverter.class)
    private KeyLocation publicKey = KeyLocation.of("");

    @Option(names = "--valid-from", paramLabel = "TIME", description = "UTC, e.g. 2026-01-31T12:00:00Z. Default: now.")
    private @Nullable String validFrom;

    @Option(names = "--valid-until", paramLabel = "TIME", description = "UTC, exclusive. Default: no end.")
    private @Nullable String validUntil;

    /** Creates the command. */
    public AddPersonKeyCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        JsonObject added = Api.of(session).post(PersonKeyPath.keys(session, id), body());
        session.result(added);
        session.say(
                "key " + added.string("key") + " of " + id + " waits for a second person:",
                "  suture person approve-key " + id + " --fingerprint " + added.string("key"));
        return 0;
    }

    private JsonObject body() {
        JsonObject.Builder body = JsonObject.builder()
                .put("publicKey", KeyFiles.readPublic(session, publicKey).toPem());
        if (validFrom != null) {
            body.put("validFrom", validFrom);
        }
        if (validUntil != null) {
            body.put("validUntil", validUntil);
        }
        return body.build();
    }
}
