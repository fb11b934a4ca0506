package io.suture.server.problem;

import java.util.Map;

/** Refusals that any module may give. */
public sealed interface CommonRefusal extends Refusal {

    /** The object does not exist, or not for this actor. */
    record NotFound(String what) implements CommonRefusal {

        @Override
        public Answer answer() {
            return Answer.of(ProblemType.NOT_FOUND, "There is no such " + what + ".");
        }
    }

    /** The identifier is taken; identifiers are never used twice. */
    record AlreadyExists(String what, String id) implements CommonRefusal {

        @Override
        public Answer answer() {
            return Answer.of(
                    ProblemType.ALREADY_EXISTS, "The %s '%s' exists already.".formatted(what, id), Map.of("id", id));
        }
    }

    /** A field has a value outside its limits. */
    record InvalidField(String field, String problem) implements CommonRefusal {

        @Override
        public Answer answer() {
            return Answer.of(
                    ProblemType.INVALID_FIELD, "Field '%s' %s.".formatted(field, problem), Map.of("field", field));
        }
    }

    /** The body or a part is larger than allowed. */
    record TooLarge(String what, long limit) implements CommonRefusal {

        @Override
        public Answer answer() {
            return Answer.of(
                    ProblemType.TOO_LARGE,
                    "The %s is larger than %d bytes.".formatted(what, limit),
                    Map.of("limit", limit));
        }
    }

    /** The actor may not do this. */
    record NotPermitted(String why) implements CommonRefusal {

        @Override
        public Answer answer() {
            return Answer.of(ProblemType.NOT_PERMITTED, why);
        }
    }
}
