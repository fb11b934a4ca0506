package io.suture.cli.erasure;

import io.suture.cli.session.Session;
import io.suture.trust.json.JsonObject;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code audit erasure list}. */
@Command(name = "list", description = "Show the requests for erasures, newest first.")
public final class ListErasuresCommand implements Callable<Integer> {

    private final Session session;

    /** Creates the command. */
    public ListErasuresCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        RemoteErasures erasures = new RemoteErasures(session);
        JsonObject all = erasures.api().get(erasures.path());
        all.objects("erasures").forEach(erasures::show);
        session.result(all);
        return 0;
    }
}
