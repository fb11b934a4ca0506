package io.suture.trust.gate;

import io.suture.trust.json.JsonObject;
import java.util.List;

/**
 * A rule that is satisfied.
 *
 * @param rule the rule
 * @param about what it was applied to, for example a predicate's name
 * @param by the people whose evidence satisfies it
 */
public record Satisfied(String rule, String about, List<String> by) implements Finding {

    /** Copies the list. */
    public Satisfied {
        by = List.copyOf(by);
    }

    @Override
    public String code() {
        return "satisfied";
    }

    @Override
    public String explain() {
        return "Satisfied for " + about + " by " + String.join(", ", by) + ".";
    }

    @Override
    public JsonObject data() {
        return JsonObject.builder().put("about", about).putStrings("by", by).build();
    }
}
