package io.suture.trust.gate;

import java.util.List;

/** One rule of the gate: a pure function from the case to what it found. */
@FunctionalInterface
interface Rule {

    /** The name of the rule that keeps duties apart. */
    String SEPARATION = "separation-of-duties";

    List<Finding> apply(Case release);

    /** Return the sentence about somebody who did two things that the policy keeps apart. */
    static String notIndependent(String person, String did, List<String> alsoActedAs) {
        return "%s %s and is also the %s of it. The policy wants different people for that; somebody else has to do it."
                .formatted(person, did, String.join(" and the ", alsoActedAs));
    }
}
