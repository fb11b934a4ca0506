package io.suture.trust.gate;

import io.suture.trust.digest.Digest;
import java.util.Collection;
import java.util.List;

/**
 * A rule that is satisfied.
 *
 * @param rule the rule
 * @param about what it was applied to, for example a predicate's name
 * @param by the people whose evidence satisfies it
 * @param evidence the payload digests of that evidence
 */
public record Satisfied(String rule, String about, List<String> by, List<Digest> evidence) implements Finding {

    static Satisfied of(String rule, String about, Collection<? extends Evidence<?>> evidence) {
        return new Satisfied(
                rule,
                about,
                Case.people(evidence),
                evidence.stream().map(Evidence::digest).distinct().toList());
    }

    @Override
    public String explain() {
        return "Satisfied for " + about + " by " + String.join(", ", by) + ".";
    }
}
