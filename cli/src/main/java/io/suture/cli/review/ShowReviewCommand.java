package io.suture.cli.review;

import io.suture.cli.session.Session;
import io.suture.trust.json.JsonObject;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code audit review show}. */
@Command(name = "show", description = "Show a review: what it covers, its comments, its signed outcome.")
public final class ShowReviewCommand implements Callable<Integer> {

    private final Session session;

    @Parameters(paramLabel = "REVIEW", description = "The review's id.")
    private String id = "";

    /** Creates the command. */
    public ShowReviewCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        RemoteReviews reviews = new RemoteReviews(session);
        JsonObject review = reviews.read(id);
        reviews.show(review);
        session.result(review);
        return 0;
    }
}
