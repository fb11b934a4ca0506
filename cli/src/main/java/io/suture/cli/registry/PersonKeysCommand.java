package io.suture.cli.registry;

import io.suture.cli.api.Api;
import io.suture.cli.session.Session;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code person keys}. */
@Command(name = "keys", description = "List the keys with which a person signs, also pending and revoked ones.")
public final class PersonKeysCommand implements Callable<Integer> {

    private final Session session;

    @Parameters(paramLabel = "ID")
    private String id = "";

    /** Creates the command. */
    public PersonKeysCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        session.document(Api.of(session).get(PersonKeyPath.keys(session, id)));
        return 0;
    }
}
