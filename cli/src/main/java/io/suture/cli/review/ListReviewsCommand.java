package io.suture.cli.review;

import io.suture.cli.session.Session;
import io.suture.trust.json.JsonObject;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code audit review list}. */
@Command(name = "list", description = "Show the reviews of the log, newest first.")
public final class ListReviewsCommand implements Callable<Integer> {

    private final Session session;

    /** Creates the command. */
    public ListReviewsCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        RemoteReviews reviews = new RemoteReviews(session);
        JsonObject all = reviews.api().get(reviews.path());
        all.objects("reviews").forEach(reviews::show);
        session.result(all);
        return 0;
    }
}
