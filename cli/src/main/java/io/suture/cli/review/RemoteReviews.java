package io.suture.cli.review;

import io.suture.cli.api.Api;
import io.suture.cli.api.ApiClient;
import io.suture.cli.api.ApiPath;
import io.suture.cli.session.CommandFailure;
import io.suture.cli.session.Session;
import io.suture.trust.digest.Digest;
import io.suture.trust.json.JsonObject;
import io.suture.trust.review.LogReview;
import io.suture.trust.review.ReviewScope;
import java.util.List;
import java.util.Map;

/** The reviews of a manufacturer's log on the server. */
final class RemoteReviews {

    private static final long PAGE = 500;

    private final Session session;
    private final ApiClient api;

    RemoteReviews(Session session) {
        this.session = session;
        this.api = Api.of(session);
    }

    ApiClient api() {
        return api;
    }

    ApiPath path(String... more) {
        return ApiPath.ofManufacturer(session.manufacturer(), "audit", "reviews")
                .then(more);
    }

    JsonObject read(String id) {
        return api.get(path(id));
    }

    /**
     * Return the scope of a review after searching the log anew: what is signed here is what is found here, not what the
     * server says was found.
     */
    ReviewScope requireFound(JsonObject review) {
        ReviewScope scope = ReviewScope.of(review.object("scope"));
        ReviewScope.Events found = search(scope);
        if (found.count() != scope.count() || !found.digest().equals(scope.events())) {
            throw CommandFailure.refused(
                    "review-scope-changed", "the search does not find the events that the review was opened over");
        }
        return scope;
    }

    /** Return the digest of the comments as they are shown here. */
    static Digest comments(JsonObject review) {
        List<String> comments = review.objects("comments").stream()
                .map(comment -> comment.findInteger("index")
                                .map(index -> "#" + index + " ")
                                .orElse("")
                        + comment.string("text"))
                .toList();
        return LogReview.commentsDigest(comments);
    }

    private ReviewScope.Events search(ReviewScope scope) {
        ReviewScope.Events found = new ReviewScope.Events();
        long after = scope.from() - 1;
        while (true) {
            JsonObject page = api.get(events(scope, after));
            for (JsonObject event : page.objects("events")) {
                if (event.integer("index") < scope.to()) {
                    found.add(event.integer("index"), event.string("id"));
                }
            }
            if (page.findInteger("next").filter(next -> next < scope.to()).isEmpty()) {
                return found;
            }
            after = page.integer("next");
        }
    }

    private ApiPath events(ReviewScope scope, long after) {
        ApiPath path = ApiPath.ofManufacturer(session.manufacturer(), "audit", "events")
                .with("after", after)
                .with("limit", PAGE);
        for (Map.Entry<String, String> search : scope.filter().entrySet()) {
            path = path.with(search.getKey(), search.getValue());
        }
        return path;
    }

    /** Tell about a review in lines for people. */
    void show(JsonObject review) {
        ReviewScope scope = ReviewScope.of(review.object("scope"));
        session.say(
                review.string("id") + "  " + review.string("state")
                        + review.findString("outcome")
                                .map(outcome -> " (" + outcome + ")")
                                .orElse("") + "  by "
                        + review.string("reviewer") + " since " + review.string("openedAt"),
                "  " + scope.count() + " events " + scope.filter() + " from " + scope.from()
                        + ", verified to the checkpoint of size " + scope.to());
        review.objects("comments")
                .forEach(comment -> session.say("  - "
                        + comment.findInteger("index")
                                .map(index -> "#" + index + " ")
                                .orElse("")
                        + comment.string("text")));
    }
}
