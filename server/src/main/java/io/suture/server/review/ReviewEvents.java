package io.suture.server.review;

import io.suture.server.audit.AuditEvent;
import io.suture.server.audit.AuditKind;
import io.suture.server.identity.Actor;
import io.suture.server.review.Review.Comment;
import io.suture.trust.json.JsonObject;
import io.suture.trust.review.LogReview;
import java.util.Optional;
import java.util.UUID;

/** Audit entries about reviews. */
final class ReviewEvents {

    private ReviewEvents() {}

    static AuditEvent opened(Review review, Actor actor) {
        JsonObject detail = JsonObject.builder()
                .put("scope", review.scope().toJson())
                .put("scopeDigest", review.scope().digest().toString())
                .build();
        return event(AuditKind.REVIEW_OPENED, review.manufacturer(), Optional.of(review.id()), actor, detail);
    }

    static AuditEvent commented(Review review, Comment comment, Actor actor) {
        JsonObject.Builder detail =
                JsonObject.builder().put("number", review.comments().size() + 1).put("text", comment.text());
        comment.index().ifPresent(index -> detail.put("index", index));
        return event(
                AuditKind.REVIEW_COMMENTED, review.manufacturer(), Optional.of(review.id()), actor, detail.build());
    }

    static AuditEvent closed(Review review, LogReview signed, String signature, String key, Actor actor) {
        JsonObject detail = JsonObject.builder()
                .put("result", signed.outcome().json())
                .put("scopeDigest", signed.scope().toString())
                .put("commentsDigest", signed.comments().toString())
                .put("meaning", "review")
                .put("signature", signature)
                .put("authentication", signed.method())
                .put("key", key)
                .build();
        return event(AuditKind.REVIEW_CLOSED, review.manufacturer(), Optional.of(review.id()), actor, detail);
    }

    static AuditEvent refused(String manufacturer, Optional<UUID> review, Actor actor, String code) {
        JsonObject detail = JsonObject.builder().put("code", code).build();
        return event(AuditKind.REVIEW_REFUSED, manufacturer, review, actor, detail);
    }

    private static AuditEvent event(
            AuditKind kind, String manufacturer, Optional<UUID> review, Actor actor, JsonObject detail) {
        JsonObject.Builder subject = JsonObject.builder();
        review.ifPresent(id -> subject.put("review", id.toString()));
        return new AuditEvent(manufacturer, kind, JsonObject.EMPTY, actor.describe(), subject.build(), detail);
    }
}
