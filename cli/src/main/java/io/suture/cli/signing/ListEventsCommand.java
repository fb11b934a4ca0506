package io.suture.cli.signing;

import io.suture.cli.session.Session;
import io.suture.trust.json.JsonArray;
import io.suture.trust.json.JsonObject;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code signing-event list}. */
@Command(name = "list", description = "List what waits for people's signatures.")
public final class ListEventsCommand implements Callable<Integer> {

    private final Session session;

    @Option(
            names = "--state",
            description = "open (default), completed, refused, expired, superseded or all.",
            defaultValue = "open")
    private String state = "open";

    /** Creates the command. */
    public ListEventsCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        JsonArray events = RemoteEvents.of(session).list(state);
        events.objects().forEach(this::show);
        session.result(events);
        return 0;
    }

    private void show(JsonObject event) {
        session.say(String.format(
                "%s  %-10s %-11s %s %d  %d of %d  until %s",
                event.string("id"),
                event.string("state"),
                event.string("purpose"),
                event.findString("release").orElseGet(() -> event.string("role")),
                event.integer("version"),
                event.objects("signatures").size(),
                event.integer("threshold"),
                event.string("expiresAt")));
    }
}
