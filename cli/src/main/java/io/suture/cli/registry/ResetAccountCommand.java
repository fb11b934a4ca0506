package io.suture.cli.registry;

import io.suture.cli.api.Api;
import io.suture.cli.api.ApiPath;
import io.suture.cli.session.Session;
import io.suture.trust.json.JsonObject;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code person reset-account}: a code with which the person sets up password and authenticator anew. */
@Command(
        name = "reset-account",
        description = "Make or reset a person's local account; prints a code to hand over in person.")
public final class ResetAccountCommand implements Callable<Integer> {

    private final Session session;

    @Parameters(paramLabel = "ID")
    private String id = "";

    @Option(names = "--reason", required = true)
    private String reason = "";

    /** Creates the command. */
    public ResetAccountCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        JsonObject answer = Api.of(session)
                .post(
                        ApiPath.of("people", id, "local-account"),
                        JsonObject.builder().put("reason", reason).build());
        session.result(answer);
        session.say(
                answer.string("code"),
                "Hand this code to " + id + "; it is good until " + answer.string("expiresAt") + ".",
                "A second person then confirms: suture person confirm-reset " + id);
        return 0;
    }
}
