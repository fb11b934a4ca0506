package io.suture.server.review;

import io.suture.trust.digest.Digest;
import io.suture.trust.dsse.Envelope;
import io.suture.trust.json.JsonObject;
import io.suture.trust.review.LogReview;
import io.suture.trust.review.ReviewOutcome;
import io.suture.trust.review.ReviewScope;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A review of events.
 *
 * @param id its id
 * @param manufacturer whose log
 * @param reviewer who opened it, and alone may go on with it
 * @param scope what it covers, frozen
 * @param state where it is
 * @param comments in order
 * @param openedAt when it was opened
 * @param closing how it ended
 */
record Review(
        UUID id,
        String manufacturer,
        String reviewer,
        ReviewScope scope,
        ReviewState state,
        List<Comment> comments,
        Instant openedAt,
        Optional<Closing> closing) {

    /**
     * A comment.
     *
     * @param text what the reviewer says
     * @param index the entry it is about, if one
     */
    record Comment(String text, Optional<Long> index, Instant at) {

        JsonObject toJson() {
            JsonObject.Builder json = JsonObject.builder().put("text", text).put("at", at);
            index.ifPresent(entry -> json.put("index", entry));
            return json.build();
        }

        /** Return what the signature covers of it. */
        String signed() {
            return index.map(entry -> "#" + entry + " ").orElse("") + text;
        }
    }

    /** The signed end. */
    record Closing(ReviewOutcome outcome, Envelope signature, Instant at) {}

    Review {
        comments = List.copyOf(comments);
    }

    Digest commentsDigest() {
        return LogReview.commentsDigest(comments.stream().map(Comment::signed).toList());
    }

    JsonObject toJson() {
        JsonObject.Builder json = JsonObject.builder()
                .put("id", id.toString())
                .put("reviewer", reviewer)
                .put("state", state.code())
                .put("scope", scope.toJson())
                .put("scopeDigest", scope.digest().toString())
                .putAll("comments", comments.stream().map(Comment::toJson).toList())
                .put("commentsDigest", commentsDigest().toString())
                .put("openedAt", openedAt);
        closing.ifPresent(end -> json.put("outcome", end.outcome().json())
                .put("signature", end.signature().toJsonObject())
                .put("closedAt", end.at()));
        return json.build();
    }
}
