package io.suture.server.problem;

import java.util.Map;

/** Refusals that any module may give. */
public sealed interface CommonRefusal extends Refusal {

    /** The object does not exist, or not for this actor. */
    record NotFound(String what) implements CommonRefusal {

        @Override
        public ProblemType type() {
            return ProblemType.NOT_FOUND;
        }

        @Override
        public String detail() {
            return "There is no such " + what + ".";
        }
    }

    /** The identifier is taken; identifiers are never used twice. */
    record AlreadyExists(String what, String id) implements CommonRefusal {

        @Override
        public ProblemType type() {
            return ProblemType.ALREADY_EXISTS;
        }

        @Override
        public String detail() {
            return "The %s '%s' exists already.".formatted(what, id);
        }

        @Override
        public Map<String, Object> data() {
            return Map.of("id", id);
        }
    }

    /** A field has a value outside its limits. */
    record InvalidField(String field, String problem) implements CommonRefusal {

        @Override
        public ProblemType type() {
            return ProblemType.INVALID_FIELD;
        }

        @Override
        public String detail() {
            return "Field '%s' %s.".formatted(field, problem);
        }

        @Override
        public Map<String, Object> data() {
            return Map.of("field", field);
        }
    }

    /** The body or a part is larger than allowed. */
    record TooLarge(String what, long limit) implements CommonRefusal {

        @Override
        public ProblemType type() {
            return ProblemType.TOO_LARGE;
        }

        @Override
        public String detail() {
            return "The %s is larger than %d bytes.".formatted(what, limit);
        }

        @Override
        public Map<String, Object> data() {
            return Map.of("limit", limit);
        }
    }

    /** The actor may not do this. */
    record NotPermitted(String why) implements CommonRefusal {

        @Override
        public ProblemType type() {
            return ProblemType.NOT_PERMITTED;
        }

        @Override
        public String detail() {
            return why;
        }
    }
}
