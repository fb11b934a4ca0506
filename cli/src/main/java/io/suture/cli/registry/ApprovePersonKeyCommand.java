package io.suture.cli.registry;

import io.suture.cli.api.Api;
import io.suture.cli.session.Session;
import io.suture.trust.json.JsonObject;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code person approve-key}: the second person's yes to a key or passkey. */
@Command(
        name = "approve-key",
        description = {
            "Approve a pending key or passkey of another person.",
            "Ask its owner for the fingerprint first: who approves vouches that the key is theirs."
        })
public final class ApprovePersonKeyCommand implements Callable<Integer> {

    private final Session session;

    @Parameters(paramLabel = "ID")
    private String id = "";

    @Option(names = "--fingerprint", required = true, paramLabel = "sha256:HEX", description = "The key's fingerprint.")
    private String key = "";

    @Option(names = "--yes", description = "Do not ask.")
    private boolean yes;

    /** Creates the command. */
    public ApprovePersonKeyCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        session.confirm("Approve key " + key + " of " + id + "?", yes);
        session.result(Api.of(session).post(PersonKeyPath.key(session, id, key, "approval"), JsonObject.EMPTY));
        session.say(
                "key " + key + " of " + id + " is active on the server",
                "devices know it when people.json is signed again: suture person export --out people.json");
        return 0;
    }
}
