package io.suture.trust.gate;

import java.util.List;

/** One rule of the gate: a pure function from the case to what it found. */
@FunctionalInterface
interface Rule {

    List<Finding> apply(Case release);
}
