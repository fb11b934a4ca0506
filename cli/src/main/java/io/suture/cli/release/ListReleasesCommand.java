package io.suture.cli.release;

import io.suture.cli.api.Api;
import io.suture.cli.api.ApiPath;
import io.suture.cli.session.Session;
import io.suture.trust.json.Json;
import io.suture.trust.json.JsonArray;
import io.suture.trust.json.JsonObject;
import io.suture.trust.json.JsonValue;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code release list}. */
@Command(name = "list", description = "List the manufacturer's releases.")
public final class ListReleasesCommand implements Callable<Integer> {

    private final Session session;

    /** Creates the command. */
    public ListReleasesCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        byte[] answer = Api.of(session).bytes(ApiPath.ofManufacturer(session.manufacturer(), "releases"));
        JsonValue value = Json.parse(answer);
        releases(value)
                .forEach(release -> session.say(String.format(
                        "%-24s %s",
                        release.string("product") + "/" + release.string("version"), release.string("state"))));
        session.result(value);
        return 0;
    }

    private static List<JsonObject> releases(JsonValue value) {
        return switch (value) {
            case JsonArray array -> array.objects();
            case JsonObject object -> object.objects("releases");
            default -> List.of();
        };
    }
}
