package io.suture.server.problem;

import java.util.Map;

/** Why the server does not do what it was asked; every implementation is a type with data. */
public interface Refusal {

    /**
     * What is answered.
     *
     * @param type the problem type
     * @param detail one sentence for the person who asked; no secrets
     * @param data the extension members of the problem (RFC 9457 section 3.2)
     */
    record Answer(ProblemType type, String detail, Map<String, Object> data) {

        /** Return an answer without data. */
        public static Answer of(ProblemType type, String detail) {
            return new Answer(type, detail, Map.of());
        }

        /** Return an answer with data. */
        public static Answer of(ProblemType type, String detail, Map<String, Object> data) {
            return new Answer(type, detail, data);
        }
    }

    /** Return what is answered. */
    Answer answer();

    /** Return the problem type. */
    default ProblemType type() {
        return answer().type();
    }

    /** Return one sentence for the person who asked. */
    default String detail() {
        return answer().detail();
    }

    /** Return the extension members of the problem. */
    default Map<String, Object> data() {
        return answer().data();
    }

    /** Return this refusal as an exception. */
    default RefusedException refused() {
        return new RefusedException(this);
    }
}
