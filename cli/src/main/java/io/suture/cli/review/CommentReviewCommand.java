package io.suture.cli.review;

import io.suture.cli.session.Session;
import io.suture.trust.json.JsonObject;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code audit review comment}. */
@Command(name = "comment", description = "Add a comment to your open review.")
public final class CommentReviewCommand implements Callable<Integer> {

    private final Session session;

    @Parameters(paramLabel = "REVIEW", description = "The review's id.")
    private String id = "";

    @Option(names = "--text", required = true, description = "The comment.")
    private String text = "";

    @Option(names = "--index", paramLabel = "N", description = "The entry it is about.")
    private @Nullable Long index;

    /** Creates the command. */
    public CommentReviewCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        RemoteReviews reviews = new RemoteReviews(session);
        JsonObject.Builder comment = JsonObject.builder().put("text", text);
        if (index != null) {
            comment.put("index", index);
        }
        JsonObject review = reviews.api().post(reviews.path(id, "comments"), comment.build());
        reviews.show(review);
        session.result(review);
        return 0;
    }
}
