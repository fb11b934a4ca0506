package io.suture.cli.review;

import io.suture.cli.api.FreshProof;
import io.suture.cli.attest.PersonalSignature;
import io.suture.cli.keys.KeyFiles;
import io.suture.cli.session.Session;
import io.suture.trust.digest.Digest;
import io.suture.trust.dsse.Envelope;
import io.suture.trust.json.JsonObject;
import io.suture.trust.review.LogReview;
import io.suture.trust.review.ReviewOutcome;
import io.suture.trust.review.ReviewScope;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code audit review close}. */
@Command(
        name = "close",
        description = {
            "Close your review: searches the log anew, asks, proves anew who you are, signs with your own key.",
            "The signature covers the events found, the comments and the outcome; its meaning is review."
        })
public final class CloseReviewCommand implements Callable<Integer> {

    private final Session session;

    @Parameters(paramLabel = "REVIEW", description = "The review's id.")
    private String id = "";

    @Option(
            names = "--outcome",
            required = true,
            paramLabel = "OUTCOME",
            description = "accepted, or findings: then the comments say which.")
    private String outcome = "";

    @Option(names = "--printed-name", paramLabel = "NAME", description = "Default: the name your account has.")
    private @Nullable String printedName;

    @Option(names = "--yes", description = "Do not ask. Needed where nobody sits at a terminal.")
    private boolean yes;

    /** Creates the command. */
    public CloseReviewCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        RemoteReviews reviews = new RemoteReviews(session);
        ReviewOutcome end = ReviewOutcome.ofJson(outcome);
        JsonObject review = reviews.read(id);
        ReviewScope scope = reviews.requireFound(review);
        Digest comments = RemoteReviews.comments(review);
        reviews.show(review);
        PersonalSignature signature = PersonalSignature.of(session, reviews.api(), printedName);
        session.confirm("Sign as " + signature.printedName() + ", meaning: review, outcome: " + outcome + "?", yes);
        String method = FreshProof.give(session, reviews.api(), LogReview.binding(id, scope.digest(), comments, end));
        Envelope signed = new LogReview(
                        id,
                        scope.digest(),
                        comments,
                        end,
                        signature.person(),
                        signature.printedName(),
                        signature.at(),
                        method)
                .sign(KeyFiles.personKey(session));
        JsonObject closed = reviews.api().post(reviews.path(id, "closure"), signed.toJson(), "application/json");
        session.say("closed: " + outcome + ", signed by " + signature.person() + "  " + signed.payloadDigest());
        session.result(closed);
        return 0;
    }
}
