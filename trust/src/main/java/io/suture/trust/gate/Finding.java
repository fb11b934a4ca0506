package io.suture.trust.gate;

import io.suture.trust.json.JsonObject;
import java.util.List;

/**
 * One thing the gate found: a rule that is satisfied or excepted, evidence that was set aside, a remark, or a blocker.
 * Every finding is a public record.
 */
public sealed interface Finding permits Satisfied, Excepted, SetAside, FailedRunRecorded, Blocker {

    /** Return the rule's kebab-case name. */
    String rule();

    /** Return the finding's kebab-case code. */
    default String code() {
        return FindingShape.code(getClass());
    }

    /** Return what it means, in plain words for somebody who never saw the product. */
    String explain();

    /** Return the finding's own members. */
    default JsonObject data() {
        return FindingShape.data(this);
    }

    /** Return the roles of the people who can resolve it; empty if there is nothing to resolve. */
    default List<String> resolvedBy() {
        return List.of();
    }

    /** Return the finding as the API shows it. */
    default JsonObject toJson() {
        return JsonObject.builder()
                .put("rule", rule())
                .put("code", code())
                .put("explain", explain())
                .put("blocks", this instanceof Blocker)
                .putStrings("resolvedBy", resolvedBy())
                .put("data", data())
                .build();
    }
}
