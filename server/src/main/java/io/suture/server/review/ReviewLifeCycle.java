package io.suture.server.review;

import static io.suture.server.review.ReviewState.CLOSED;
import static io.suture.server.review.ReviewState.OPEN;
import static io.suture.server.review.ReviewStep.CLOSE;
import static io.suture.server.review.ReviewStep.COMMENT;

import java.util.List;
import java.util.Optional;

/** Every legal step of a review, as one table. What is not in it is refused; nothing leaves {@code CLOSED}. */
final class ReviewLifeCycle {

    private record Transition(ReviewState from, ReviewStep step, ReviewState to) {}

    private static final List<Transition> TABLE =
            List.of(new Transition(OPEN, COMMENT, OPEN), new Transition(OPEN, CLOSE, CLOSED));

    private ReviewLifeCycle() {}

    /** Return the state that the step leads to, or empty when it is not legal in this state. */
    static Optional<ReviewState> next(ReviewState from, ReviewStep step) {
        return TABLE.stream()
                .filter(row -> row.from == from && row.step == step)
                .map(Transition::to)
                .findFirst();
    }
}
