package io.suture.cli.registry;

import io.suture.cli.api.Api;
import io.suture.cli.api.ApiClient;
import io.suture.cli.api.ApiPath;
import io.suture.cli.session.CommandFailure;
import io.suture.cli.session.Session;
import io.suture.cli.session.Terminal;
import io.suture.trust.json.JsonObject;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code person set-up-account}: a person's own part of {@code reset-account}; nobody has to be signed in for it. */
@Command(
        name = "set-up-account",
        description = {
            "Choose the password of your local account and join an authenticator app, with the code you were given.",
            "Asks for code and password, or takes SUTURE_SETUP_CODE and SUTURE_NEW_PASSWORD."
        })
public final class SetUpAccountCommand implements Callable<Integer> {

    private static final String CODE = "SUTURE_SETUP_CODE";
    private static final String PASSWORD = "SUTURE_NEW_PASSWORD";

    private final Session session;

    @Parameters(paramLabel = "ID", description = "Your id.")
    private String id = "";

    @Option(
            names = "--totp",
            paramLabel = "DIGITS",
            description = "Only activate the account, with the one-time password that the app shows now.")
    private @Nullable String totp;

    /** Creates the command. */
    public SetUpAccountCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        ApiClient api = Api.anonymous(session);
        String code = secret(CODE, "The code you were given: ");
        if (totp == null) {
            join(api, code);
        }
        shown().ifPresent(digits -> activate(api, code, digits));
        return 0;
    }

    private void join(ApiClient api, String code) {
        JsonObject authenticator = api.post(
                ApiPath.of("local-account", "setup"),
                said(code).put("password", password()).build());
        session.result(authenticator);
        session.say(
                "For your authenticator app (time-based, six digits, 30 seconds); it is shown once:",
                "  secret   " + authenticator.string("secret"),
                "  address  " + authenticator.string("uri"));
        if (session.world().terminal().isEmpty()) {
            session.say("Then: suture person set-up-account " + id + " --totp DIGITS");
        }
    }

    /** What the app shows; nobody is there to read it when there is no terminal. */
    private Optional<String> shown() {
        return Optional.ofNullable(totp)
                .or(() -> session.world()
                        .terminal()
                        .map(terminal -> terminal.answer("One-time password that the app shows now: ")));
    }

    private void activate(ApiClient api, String code, String digits) {
        api.post(
                ApiPath.of("local-account", "activation"),
                said(code).put("totp", digits).build());
        session.say(
                "The account of " + id + " works.",
                "You sign releases when a second person has confirmed it: suture person confirm-reset " + id);
    }

    private JsonObject.Builder said(String code) {
        return JsonObject.builder().put("person", id).put("code", code);
    }

    private String password() {
        return session.environment(PASSWORD).orElseGet(() -> {
            char[] first = terminal(PASSWORD).secret("New password, at least 12 characters: ");
            if (!Arrays.equals(first, terminal(PASSWORD).secret("Again: "))) {
                throw CommandFailure.usage("the two passwords differ");
            }
            return new String(first);
        });
    }

    private String secret(String variable, String prompt) {
        return session.environment(variable)
                .orElseGet(() -> new String(terminal(variable).secret(prompt)));
    }

    private Terminal terminal(String variable) {
        return session.world()
                .terminal()
                .orElseThrow(() -> CommandFailure.usage("nobody is there to ask: set " + variable));
    }
}
