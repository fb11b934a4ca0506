package io.suture.server.erasure;

import io.suture.server.problem.ProblemType;
import io.suture.server.problem.Refusal;
import java.util.Map;

/** Why a step of an erasure is not taken. */
sealed interface ErasureRefusal extends Refusal {

    /** The step is another person's: nobody confirms what they asked for, or judges what they did themselves. */
    record OtherPersonNeeded(ErasureStep step, ErasureParty by) implements ErasureRefusal {

        @Override
        public Answer answer() {
            return Answer.of(
                    ProblemType.OTHER_PERSON_NEEDED,
                    switch (by) {
                        case SUBJECT -> "Other people decide about one's own sections.";
                        case REQUESTER -> "You asked for this erasure: another person confirms or refuses it.";
                        case ANOTHER, CLOCK -> "Only who asked for this erasure withdraws it.";
                    },
                    Map.of("step", step.code()));
        }
    }

    /** Somebody asked for the same. */
    record AlreadyRequested(String kind) implements ErasureRefusal {

        @Override
        public Answer answer() {
            return Answer.of(
                    ProblemType.ERASURE_REQUESTED,
                    "An erasure of the sections of this %s was requested and is open.".formatted(kind));
        }
    }

    /** The request has ended. */
    record Closed(ErasureState state, ErasureStep step) implements ErasureRefusal {

        @Override
        public Answer answer() {
            return Answer.of(
                    ProblemType.ERASURE_CLOSED,
                    "The request is %s.".formatted(state.code()),
                    Map.of("state", state.code(), "step", step.code()));
        }
    }
}
