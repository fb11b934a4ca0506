package io.suture.server.review;

import io.suture.server.identity.Actor;
import io.suture.server.identity.StepUp;
import io.suture.trust.review.LogReview;
import io.suture.trust.review.ReviewOutcome;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Compares what was signed with the review as it stands; pure. */
final class ReviewCheck {

    /** How far the clock of the person's computer may be off. */
    static final Duration SKEW = Duration.ofMinutes(2);

    private ReviewCheck() {}

    /** Return why the review cannot take the step, if so. */
    static Optional<ReviewRefusal> step(Review review, ReviewStep step, Actor actor) {
        if (!review.reviewer().equals(actor.id())) {
            return Optional.of(new ReviewRefusal.OtherReviewer(review.reviewer()));
        }
        return ReviewLifeCycle.next(review.state(), step).isPresent()
                ? Optional.empty()
                : Optional.of(new ReviewRefusal.Closed(review.state(), step));
    }

    /** Return why the statement does not close this review, if so, member by member. */
    static Optional<ReviewRefusal> closing(Review review, LogReview signed, Actor actor, Instant now) {
        List<String> different = Stream.of(
                        differs("review", signed.review().equals(review.id().toString())),
                        differs("scope", signed.scope().equals(review.scope().digest())),
                        differs("comments", signed.comments().equals(review.commentsDigest())),
                        differs("signedBy", signed.signedBy().equals(actor.id())),
                        differs("printedName", signed.printedName().equals(actor.printedName())),
                        differs("signedAt", isAround(signed.signedAt(), review.openedAt(), now)))
                .flatMap(Optional::stream)
                .toList();
        if (!different.isEmpty()) {
            return Optional.of(new ReviewRefusal.Differs(different));
        }
        return signed.outcome() == ReviewOutcome.FINDINGS && review.comments().isEmpty()
                ? Optional.of(new ReviewRefusal.NoFinding())
                : Optional.empty();
    }

    /** Return why the statement does not say how the person was authenticated, if so. */
    static Optional<ReviewRefusal> authentication(LogReview signed, StepUp proof) {
        return signed.method().equals(proof.method())
                ? Optional.empty()
                : Optional.of(new ReviewRefusal.Differs(List.of("method")));
    }

    private static boolean isAround(Instant time, Instant from, Instant until) {
        return !time.isBefore(from.minus(SKEW)) && !time.isAfter(until.plus(SKEW));
    }

    private static Optional<String> differs(String member, boolean same) {
        return same ? Optional.empty() : Optional.of(member);
    }
}
