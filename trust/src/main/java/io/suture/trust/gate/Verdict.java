package io.suture.trust.gate;

import io.suture.trust.digest.Digest;
import io.suture.trust.json.JsonObject;
import io.suture.trust.release.ReleaseId;
import java.util.List;

/**
 * What the gate decided, by which rules, and everything it looked at.
 *
 * @param basis which policy and which registry of people it is about
 * @param findings in the order of the rules
 */
public record Verdict(Basis basis, List<Finding> findings) {

    /**
     * What the gate decided by.
     *
     * @param policyVersion the version of the release policy
     * @param policyDigest the SHA-256 of the release policy's canonical form
     * @param rule the policy's rule that applies, empty if none does
     * @param peopleVersion the version of the registry of people
     */
    public record Basis(int policyVersion, Digest policyDigest, String rule, int peopleVersion) {

        /** Return the JSON form. */
        public JsonObject toJson() {
            return JsonObject.builder()
                    .put("policyVersion", policyVersion)
                    .put("policyDigest", policyDigest.toString())
                    .put("rule", rule)
                    .put("peopleVersion", peopleVersion)
                    .build();
        }
    }

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

    /** Return the verdict as the API shows it, each blocker with the command that resolves it. */
    public JsonObject toJson(ReleaseId release) {
        return JsonObject.builder()
                .put("accepted", accepted())
                .put("basis", basis.toJson())
                .putAll(
                        "findings",
                        findings.stream().map(finding -> view(finding, release)).toList())
                .build();
    }

    private static JsonObject view(Finding finding, ReleaseId release) {
        return finding instanceof Blocker blocker
                ? finding.toJson().toBuilder()
                        .put("command", blocker.command(release))
                        .build()
                : finding.toJson();
    }
}
