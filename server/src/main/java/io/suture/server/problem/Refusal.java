package io.suture.server.problem;

import java.util.Map;

/** Why the server does not do what it was asked; every implementation is a type with data. */
public interface Refusal {

    /** Return the problem type. */
    ProblemType type();

    /** Return one sentence for the person who asked; no secrets. */
    String detail();

    /** Return the extension members of the problem (RFC 9457 section 3.2). */
    default Map<String, Object> data() {
        return Map.of();
    }

    /** Return this refusal as an exception. */
    default RefusedException refused() {
        return new RefusedException(this);
    }
}
