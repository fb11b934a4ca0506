package io.suture.trust.gate;

import io.suture.trust.attest.Authorship;
import io.suture.trust.attest.MalwareScan;
import io.suture.trust.attest.QualityApproval;
import io.suture.trust.attest.RegulatoryDecision;
import io.suture.trust.attest.RiskAssessment;
import io.suture.trust.attest.ValidationProtocol;
import io.suture.trust.attest.ValidationRun;
import io.suture.trust.digest.Digest;
import io.suture.trust.json.CanonicalJson;
import io.suture.trust.json.Json;
import io.suture.trust.json.JsonObject;
import io.suture.trust.json.MalformedDocumentException;
import io.suture.trust.release.Documents;
import io.suture.trust.release.Manifest;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What evidence releases need, schema {@code urn:suture:release-policy:v2}; a target of the offline {@code policy} role.
 * The first rule that matches a release applies; a release that none matches is blocked.
 *
 * @param version grows with every change
 * @param rules in order
 */
public record ReleasePolicy(int version, List<ReleaseRule> rules) {

    /** The schema's name. */
    public static final String SCHEMA = "urn:suture:release-policy:v2";

    /** Most rules of a policy. */
    public static final int MAX_RULES = 256;

    private static final Set<String> MEMBERS = Set.of("schema", "version", "rules");

    /** Checks that there are rules and that each has its own name. */
    public ReleasePolicy {
        rules = List.copyOf(rules);
        if (version < 1) {
            throw new MalformedDocumentException("version", "must be at least 1");
        }
        if (rules.isEmpty() || rules.size() > MAX_RULES) {
            throw new MalformedDocumentException("rules", "1 to " + MAX_RULES + " are expected");
        }
        if (rules.stream().map(ReleaseRule::name).distinct().count() != rules.size()) {
            throw new MalformedDocumentException("rules", "two have one name");
        }
    }

    /** Return the policy that a manufacturer starts with: every kind of evidence, one signer each. */
    public static ReleasePolicy standard() {
        return new ReleasePolicy(
                1,
                List.of(new ReleaseRule(
                        "standard",
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(
                                new Requirement(Authorship.TYPE, List.of("release-engineer"), 1),
                                new Requirement(ValidationProtocol.TYPE, List.of("validator", "quality-approver"), 1),
                                new Requirement(ValidationRun.TYPE, List.of("validator"), 1),
                                new Requirement(MalwareScan.TYPE, List.of("validator", "release-engineer"), 1),
                                new Requirement(RiskAssessment.TYPE, List.of("validator", "quality-approver"), 1),
                                new Requirement(RegulatoryDecision.TYPE, List.of("validator", "quality-approver"), 1),
                                new Requirement(QualityApproval.TYPE, List.of("quality-approver"), 1)),
                        List.of(new DutyPair(Duty.AUTHOR, Duty.APPROVER), new DutyPair(Duty.TESTER, Duty.APPROVER)),
                        30,
                        false,
                        false,
                        List.of())));
    }

    /** Parses a policy. */
    public static ReleasePolicy parse(byte[] bytes) {
        JsonObject json = Json.parseObject(bytes, GateLimits.POLICY);
        Documents.requireSchema(json, SCHEMA);
        Documents.requireOnly(json, MEMBERS);
        return new ReleasePolicy(PolicyJson.number(json, "version"), json.readEach("rules", ReleaseRule::of));
    }

    /** Return the policy as canonical JSON. */
    public byte[] toJson() {
        return CanonicalJson.rfc8785(JsonObject.builder()
                .put("schema", SCHEMA)
                .put("version", version)
                .putAll("rules", rules.stream().map(ReleaseRule::toJson).toList())
                .build());
    }

    /** Return the SHA-256 of the canonical form. */
    public Digest digest() {
        return Digest.of(toJson());
    }

    /** Return the rule that applies to a release: the first that matches. */
    public Optional<ReleaseRule> rule(Manifest manifest) {
        return rules.stream().filter(rule -> rule.matches(manifest)).findFirst();
    }
}
