package io.suture.server.review;

import io.suture.server.problem.ProblemType;
import io.suture.server.problem.Refusal;
import java.util.List;
import java.util.Map;

/** Why a step of a review is not taken. */
sealed interface ReviewRefusal extends Refusal {

    /** Most indexes that a refusal names. */
    int MOST_INDEXES = 20;

    /** Nobody reviews what they did themselves. */
    record ReviewerActed(List<Long> indexes) implements ReviewRefusal {

        /** Copies the indexes. */
        public ReviewerActed {
            indexes = List.copyOf(indexes);
        }

        @Override
        public Answer answer() {
            return Answer.of(
                    ProblemType.REVIEWER_ACTED,
                    "You acted in events of this scope: another person reviews them, or you narrow it.",
                    Map.of("indexes", indexes));
        }
    }

    /** The search finds nothing in this part of the log. */
    record NothingFound() implements ReviewRefusal {

        @Override
        public Answer answer() {
            return Answer.of(ProblemType.INVALID_FIELD, "The scope has no events.", Map.of("field", "filter"));
        }
    }

    /** More than a person reads. */
    record TooMany(String what, int limit) implements ReviewRefusal {

        @Override
        public Answer answer() {
            return Answer.of(
                    ProblemType.TOO_LARGE,
                    "A review has at most %d %s.".formatted(limit, what),
                    Map.of("limit", limit));
        }
    }

    /** The review has ended. */
    record Closed(ReviewState state, ReviewStep step) implements ReviewRefusal {

        @Override
        public Answer answer() {
            return Answer.of(
                    ProblemType.REVIEW_CLOSED,
                    "This review is %s: no step '%s' follows.".formatted(state.code(), step.code()),
                    Map.of("state", state.code(), "step", step.code()));
        }
    }

    /** Another person opened it. */
    record OtherReviewer(String reviewer) implements ReviewRefusal {

        @Override
        public Answer answer() {
            return Answer.of(ProblemType.NOT_PERMITTED, "This review is another person's.");
        }
    }

    /** What was signed is not this review as it stands. */
    record Differs(List<String> members) implements ReviewRefusal {

        /** Copies the names. */
        public Differs {
            members = List.copyOf(members);
        }

        @Override
        public Answer answer() {
            return Answer.of(
                    ProblemType.SUBJECT_MISMATCH,
                    "The signed statement is not this review: " + String.join(", ", members) + ".",
                    Map.of("members", members));
        }
    }

    /** Findings without a word about them. */
    record NoFinding() implements ReviewRefusal {

        @Override
        public Answer answer() {
            return Answer.of(
                    ProblemType.INVALID_FIELD,
                    "A review with findings has at least one comment that says them.",
                    Map.of("field", "outcome"));
        }
    }
}
