package io.suture.cli.registry;

import io.suture.cli.api.Api;
import io.suture.cli.session.Session;
import io.suture.trust.json.JsonObject;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code person revoke-key}: nothing that the key signs from now on counts. */
@Command(
        name = "revoke-key",
        description = {
            "Revoke a key or passkey for good, at the server's time.",
            "What it signed before counts only if it was in the log before."
        })
public final class RevokePersonKeyCommand implements Callable<Integer> {

    private final Session session;

    @Parameters(paramLabel = "ID")
    private String id = "";

    @Option(names = "--fingerprint", required = true, paramLabel = "sha256:HEX", description = "The key's fingerprint.")
    private String key = "";

    @Option(names = "--reason", required = true, description = "Why; stays on the record.")
    private String reason = "";

    @Option(names = "--yes", description = "Do not ask.")
    private boolean yes;

    /** Creates the command. */
    public RevokePersonKeyCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        session.confirm("Revoke key " + key + " of " + id + " for good?", yes);
        session.result(Api.of(session)
                .post(
                        PersonKeyPath.key(session, id, key, "revocation"),
                        JsonObject.builder().put("reason", reason).build()));
        session.say(
                "key " + key + " of " + id + " is revoked on the server",
                "devices know it when people.json is signed again: suture person export --out people.json");
        return 0;
    }
}
