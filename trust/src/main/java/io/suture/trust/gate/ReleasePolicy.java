package io.suture.trust.gate;

import io.suture.trust.attest.Authorship;
import io.suture.trust.attest.MalwareScan;
import io.suture.trust.attest.QualityApproval;
import io.suture.trust.attest.RegulatoryDecision;
import io.suture.trust.attest.RiskAssessment;
import io.suture.trust.attest.ValidationProtocol;
import io.suture.trust.attest.ValidationRun;
import io.suture.trust.json.CanonicalJson;
import io.suture.trust.json.Json;
import io.suture.trust.json.JsonObject;
import io.suture.trust.json.MalformedDocumentException;
import io.suture.trust.release.Documents;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What evidence a release needs, schema {@code urn:suture:release-policy:v1}; a target of the offline {@code policy}
 * role. No policy can do without a protocol, a run and an approval: those are the product's promise.
 *
 * @param version grows with every change
 * @param required the kinds of evidence
 * @param separationOfDuties whether an approver must be neither author nor tester
 * @param scanMaxAgeDays how old a malware scan may be when the release is approved
 */
public record ReleasePolicy(int version, List<Requirement> required, boolean separationOfDuties, int scanMaxAgeDays) {

    /** The schema's name. */
    public static final String SCHEMA = "urn:suture:release-policy:v1";

    /** The evidence that no policy can leave out. */
    public static final Set<String> INDISPENSABLE =
            Set.of(ValidationProtocol.TYPE, ValidationRun.TYPE, QualityApproval.TYPE);

    private static final int MAX_REQUIREMENTS = 64;
    private static final int MAX_SCAN_AGE_DAYS = 3650;

    /** Checks that the indispensable is there and nothing twice. */
    public ReleasePolicy {
        required = List.copyOf(required);
        Set<String> types = required.stream().map(Requirement::predicate).collect(Collectors.toSet());
        if (types.size() != required.size() || required.size() > MAX_REQUIREMENTS) {
            throw new MalformedDocumentException("required", "has too many or repeated predicates");
        }
        if (!types.containsAll(INDISPENSABLE)) {
            throw new MalformedDocumentException("required", "protocol, run and approval cannot be left out");
        }
        if (version < 1 || scanMaxAgeDays < 1 || scanMaxAgeDays > MAX_SCAN_AGE_DAYS) {
            throw new MalformedDocumentException("", "version or scanMaxAgeDays is out of range");
        }
    }

    /** Return the policy that a manufacturer starts with: every kind of evidence, one signer each. */
    public static ReleasePolicy standard() {
        return new ReleasePolicy(
                1,
                List.of(
                        new Requirement(Authorship.TYPE, List.of("release-engineer"), 1),
                        new Requirement(ValidationProtocol.TYPE, List.of("validator", "quality-approver"), 1),
                        new Requirement(ValidationRun.TYPE, List.of("validator"), 1),
                        new Requirement(MalwareScan.TYPE, List.of("validator", "release-engineer"), 1),
                        new Requirement(RiskAssessment.TYPE, List.of("validator", "quality-approver"), 1),
                        new Requirement(RegulatoryDecision.TYPE, List.of("validator", "quality-approver"), 1),
                        new Requirement(QualityApproval.TYPE, List.of("quality-approver"), 1)),
                true,
                30);
    }

    /** Parses a policy. */
    public static ReleasePolicy parse(byte[] bytes) {
        JsonObject json = Json.parseObject(bytes, GateLimits.POLICY);
        Documents.requireSchema(json, SCHEMA);
        return new ReleasePolicy(
                Math.clamp(json.integer("version"), 0, Integer.MAX_VALUE),
                json.readEach("required", Requirement::of),
                json.bool("separationOfDuties"),
                Math.clamp(json.integer("scanMaxAgeDays"), 0, Integer.MAX_VALUE));
    }

    /** Return the policy as canonical JSON. */
    public byte[] toJson() {
        return CanonicalJson.rfc8785(JsonObject.builder()
                .put("schema", SCHEMA)
                .put("version", version)
                .putAll("required", required.stream().map(Requirement::toJson).toList())
                .put("separationOfDuties", separationOfDuties)
                .put("scanMaxAgeDays", scanMaxAgeDays)
                .build());
    }

    /** Return what is required of a predicate type, if anything. */
    public Optional<Requirement> requirement(String predicateType) {
        return required.stream()
                .filter(requirement -> requirement.predicate().equals(predicateType))
                .findFirst();
    }
}
