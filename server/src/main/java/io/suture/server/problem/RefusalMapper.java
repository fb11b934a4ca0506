package io.suture.server.problem;

import java.util.Optional;

/** Translates a module's own exceptions; a bean of this type takes part in the one exception handler. */
public interface RefusalMapper {

    /** Return the refusal an exception stands for, or empty when it is not known here. */
    Optional<Refusal> map(Throwable failure);
}
