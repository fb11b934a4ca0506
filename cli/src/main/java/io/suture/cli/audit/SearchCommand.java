package io.suture.cli.audit;

import io.suture.cli.api.Api;
import io.suture.cli.api.ApiClient;
import io.suture.cli.api.ApiPath;
import io.suture.cli.session.Session;
import io.suture.trust.json.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code audit search}: who did what to what, when and with which outcome. */
@Command(name = "search", description = "Find events of the log; everything given must hold.")
public final class SearchCommand implements Callable<Integer> {

    private static final long PAGE = 500;

    private final Session session;

    @Option(
            names = "--by",
            paramLabel = "NAME=VALUE",
            description = "actor, role, person, device, facility, product, release, object, outcome, kind"
                    + " (release.published, release.*), from or until (2026-11-22T08:00:00Z).")
    private Map<String, String> by = new LinkedHashMap<>();

    @Option(names = "--most", paramLabel = "N", defaultValue = "1000", description = "Most events. Default: 1000.")
    private long most;

    /** Creates the command. */
    public SearchCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        List<JsonObject> events = new ArrayList<>();
        JsonObject page = page(-1);
        events.addAll(page.objects("events"));
        while (events.size() < most && page.findInteger("next").isPresent()) {
            page = page(page.integer("next"));
            events.addAll(page.objects("events"));
        }
        List<JsonObject> found = events.subList(0, (int) Math.min(most, events.size()));
        found.forEach(event -> session.say(line(event)));
        session.say(found.size() + " events, covered by the checkpoint of size " + page.integer("size"));
        session.result(JsonObject.builder()
                .put("checkpoint", page.string("checkpoint"))
                .putAll("events", found)
                .build());
        return 0;
    }

    private JsonObject page(long after) {
        ApiClient api = Api.of(session);
        ApiPath path = ApiPath.ofManufacturer(session.manufacturer(), "audit", "events")
                .with("after", after)
                .with("limit", PAGE);
        for (Map.Entry<String, String> filter : by.entrySet()) {
            path = path.with(filter.getKey(), filter.getValue());
        }
        return api.get(path);
    }

    private static String line(JsonObject event) {
        return "%8d  %s  %-28s %s"
                .formatted(event.integer("index"), event.string("time"), event.string("kind"), who(event));
    }

    private static String who(JsonObject event) {
        Optional<JsonObject> actor = event.findObject("actor");
        return actor.flatMap(person -> person.findString("id"))
                .or(() -> actor.flatMap(device -> device.findString("device")).map(id -> "device " + id))
                .or(() ->
                        actor.flatMap(service -> service.findString("service")).map(id -> "service " + id))
                .orElse("");
    }
}
