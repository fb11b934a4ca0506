package io.suture.server.dossier;

import io.suture.trust.attest.RegulatoryDecision;
import io.suture.trust.attest.RiskAssessment;
import io.suture.trust.json.JsonObject;
import io.suture.trust.release.Manifest;
import java.util.List;
import java.util.Set;

/** Sections 3 to 5: vulnerabilities, what they mean for patients, and what was decided about regulators. */
final class RiskSections {

    private static final Set<String> VULNERABILITIES =
            Set.of("https://in-toto.io/attestation/vulns/v0.2", "https://in-toto.io/attestation/vulns/v0.1");

    private RiskSections() {}

    static Section vulnerabilities(DossierRecord record) {
        List<String> fixes = record.subject().manifest().map(Manifest::fixes).orElse(List.of());
        JsonObject content = JsonObject.builder()
                .putAll(
                        "closedByThisRelease",
                        fixes.stream().map(fix -> fix(record, fix)).toList())
                .putAll(
                        "vulnerabilityScans",
                        record.exhibits().stream()
                                .filter(exhibit -> VULNERABILITIES.contains(exhibit.type()))
                                .map(Exhibit::toJson)
                                .toList())
                .putStrings(
                        Section.NOT_RECORDED,
                        List.of(
                                "signals with their source and the time the firm learned of them",
                                "acknowledgement to a reporter",
                                "VEX status of each release",
                                "KEV and EPSS at that time",
                                "impact on other products"))
                .build();
        return new Section("3", "vulnerabilities", "Vulnerabilities", "FDA 2016 postmarket guidance VI, X", content);
    }

    private static JsonObject fix(DossierRecord record, String vulnerability) {
        List<String> assessments = record.exhibits(RiskAssessment.TYPE).stream()
                .filter(exhibit -> exhibit.claim() instanceof RiskAssessment risk
                        && risk.vulnerabilities().contains(vulnerability))
                .map(exhibit -> exhibit.text("id").orElse(exhibit.digest().toString()))
                .toList();
        return JsonObject.builder()
                .put("vulnerability", vulnerability)
                .put("assessedIn", assessments.isEmpty() ? "no assessment" : String.join(", ", assessments))
                .build();
    }

    static Section assessments(DossierRecord record) {
        JsonObject content = JsonObject.builder()
                .putAll("assessments", in(record, RiskAssessment.TYPE))
                .putStrings(
                        Section.NOT_RECORDED,
                        List.of(
                                "answers to the MITRE rubric and CVSS vectors, unless an assessment states them",
                                "essential performance items as a list of the model"))
                .build();
        return new Section("4", "risk", "Risk assessments", "FDA 2016 postmarket guidance VI, VII; 524B", content);
    }

    static Section regulatory(DossierRecord record) {
        JsonObject content = JsonObject.builder()
                .putAll("decisions", in(record, RegulatoryDecision.TYPE))
                .putStrings(
                        Section.NOT_RECORDED,
                        List.of(
                                "the clocks of 30 and 60 days with the evidence for their conditions",
                                "numbers of reports under 21 CFR 806, unless a decision states them"))
                .build();
        return new Section("5", "regulatory", "Regulatory decision", "21 CFR 806, 814.84", content);
    }

    private static List<JsonObject> in(DossierRecord record, String type) {
        return record.exhibits(type).stream().map(Exhibit::toJson).toList();
    }
}
