package io.suture.trust.gate;

import io.suture.trust.json.JsonObject;
import java.util.List;

/**
 * What the gate decided, and everything it looked at.
 *
 * @param findings in the order of the rules
 */
public record Verdict(List<Finding> findings) {

    /** Copies the findings. */
    public Verdict {
        findings = List.copyOf(findings);
    }

    /** Return whether the release may be signed or installed: nothing blocks, and something was satisfied. */
    public boolean accepted() {
        return blockers().isEmpty() && findings.stream().anyMatch(Satisfied.class::isInstance);
    }

    /** Return what stops the release. */
    public List<Blocker> blockers() {
        return findings.stream()
                .filter(Blocker.class::isInstance)
                .map(Blocker.class::cast)
                .toList();
    }

    /** Return the verdict as the API shows it. */
    public JsonObject toJson() {
        return JsonObject.builder()
                .put("accepted", accepted())
                .putAll("findings", findings.stream().map(Finding::toJson).toList())
                .build();
    }
}
