package io.suture.cli.review;

import io.suture.cli.session.Session;
import io.suture.trust.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code audit review open}. */
@Command(
        name = "open",
        description = {
            "Open a review of what a search finds, up to the newest checkpoint; what it covers is frozen.",
            "Who acted in one of these events may not review them: narrow the search, or ask somebody else."
        })
public final class OpenReviewCommand implements Callable<Integer> {

    private final Session session;

    @Option(
            names = "--by",
            paramLabel = "NAME=VALUE",
            description =
                    "As of audit search: actor, role, device, release, kind (release.*), outcome, from, until, ...")
    private Map<String, String> by = new LinkedHashMap<>();

    @Option(names = "--from-index", paramLabel = "N", defaultValue = "0", description = "The first entry. Default: 0.")
    private long from;

    /** Creates the command. */
    public OpenReviewCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        RemoteReviews reviews = new RemoteReviews(session);
        JsonObject.Builder filter = JsonObject.builder();
        by.forEach(filter::put);
        JsonObject opened = reviews.api()
                .post(
                        reviews.path(),
                        JsonObject.builder()
                                .put("filter", filter.build())
                                .put("from", from)
                                .build());
        reviews.show(opened);
        session.result(opened);
        return 0;
    }
}
