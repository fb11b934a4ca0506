package io.suture.cli.registry;

import io.suture.cli.api.Api;
import io.suture.cli.api.ApiPath;
import io.suture.cli.session.Session;
import io.suture.trust.json.JsonObject;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code person list}. */
@Command(name = "list", description = "List the people you may see, with their roles.")
public final class ListPeopleCommand implements Callable<Integer> {

    private final Session session;

    /** Creates the command. */
    public ListPeopleCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        JsonObject people = Api.of(session).get(ApiPath.of("people"));
        people.objects("people").forEach(person -> session.say(line(person)));
        session.result(people);
        return 0;
    }

    private static String line(JsonObject person) {
        return String.format(
                "%-24s %-11s %s",
                person.string("id"),
                person.bool("active") ? person.string("kind") : "deactivated",
                String.join(", ", person.strings("roles")));
    }
}
