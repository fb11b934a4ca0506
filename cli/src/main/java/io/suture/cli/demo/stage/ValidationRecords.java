package io.suture.cli.demo.stage;

import io.suture.trust.digest.Digest;
import io.suture.trust.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** The predicates that people of the sample data sign about one build; who signs and when is added by the signing command. */
public final class ValidationRecords {

    private static final Duration SCANNED_AFTER_RUN = Duration.ofHours(2);

    private static final String PATCH = "P-GW2-3.1.1";

    private final SampleData sample;
    private final Digest payload;

    public ValidationRecords(SampleData sample, Digest payload) {
        this.sample = sample;
        this.payload = payload;
    }

    public JsonObject authorship(String change) {
        return JsonObject.builder()
                .put("meaning", "authorship")
                .put("change", change)
                .build();
    }

    public JsonObject protocol() {
        return protocolApproved(sample.moved(sample.protocol().instant("approvedAt")));
    }

    /** The protocol as if it had been approved at another time. */
    public JsonObject protocolApproved(Instant approvedAt) {
        JsonObject protocol = sample.protocol();
        return JsonObject.builder()
                .put(
                        "protocol",
                        protocolId()
                                .put("approvedAt", approvedAt)
                                .putStrings("approvedBy", protocol.strings("approvedBy"))
                                .build())
                .putAll(
                        "cases",
                        protocol.objects("cases").stream()
                                .map(ValidationRecords::testCase)
                                .toList())
                .put("independence", protocol.string("independence"))
                .build();
    }

    /** The run that failed on an earlier build. */
    public JsonObject failedRun() {
        JsonObject run = sample.entry("validationRuns", "VR-1");
        return run(run, Digest.ofHex(run.string("buildDigest")));
    }

    /** The run that was accepted, on the payload of this release. */
    public JsonObject acceptedRun() {
        return run(sample.entry("validationRuns", "VR-2"), payload);
    }

    public JsonObject malwareScan() {
        Instant runEnded = sample.moved(sample.entry("validationRuns", "VR-2").instant("to"));
        return JsonObject.builder()
                .put("tool", "ClamAV 1.4.3")
                .put("signatures", "daily 27800")
                .put("finishedAt", runEnded.plus(SCANNED_AFTER_RUN))
                .putStrings("payloads", List.of(payload.toString()))
                .put("result", "clean")
                .build();
    }

    public JsonObject riskAssessment() {
        JsonObject risk = sample.entry("riskAssessments", "RA-2021-014-2");
        return JsonObject.builder()
                .put("id", risk.string("id"))
                .putStrings("vulnerabilities", sample.cves(PATCH))
                .put("exploitability", risk.string("exploitability"))
                .put("severityOfHarm", risk.string("severityOfHarm"))
                .put("outcome", risk.string("outcome"))
                .put("residual", "acceptable")
                .put("rationale", risk.string("rationale"))
                .build();
    }

    public JsonObject regulatoryDecision() {
        JsonObject decision = sample.entry("patches", PATCH).object("regulatory");
        return JsonObject.builder()
                .put("id", "RD-0007")
                .put("premarket", decision.string("premarketDecision"))
                .put("correction", decision.string("correction806"))
                .put("correctionRequired", false)
                .put("rationale", "security-only change, essential performance unchanged (validation run VR-2)")
                .put("decidedBy", "psirt.one")
                .build();
    }

    private JsonObject run(JsonObject run, Digest testedBuild) {
        return JsonObject.builder()
                .put("run", run.string("id"))
                .put("protocol", protocolId().build())
                .put("startedAt", sample.moved(run.instant("from")))
                .put("finishedAt", sample.moved(run.instant("to")))
                .put("testedBuild", testedBuild.toString())
                .putAll("results", results(run.object("results")))
                .put("deviations", run.array("deviations"))
                .put("conclusion", run.string("conclusion").equals("ACCEPTED") ? "accepted" : "not-accepted")
                .put("rig", sample.protocol().objects("equipment").getFirst().string("id"))
                .build();
    }

    private JsonObject.Builder protocolId() {
        JsonObject protocol = sample.protocol();
        return JsonObject.builder().put("id", protocol.string("id")).put("revision", protocol.string("rev"));
    }

    private static List<JsonObject> results(JsonObject results) {
        return results.keys().stream()
                .map(id -> JsonObject.builder()
                        .put("case", id)
                        .put("result", results.string(id).equals("PASS") ? "pass" : "fail")
                        .build())
                .toList();
    }

    private static JsonObject testCase(JsonObject sample) {
        boolean fix = sample.string("verifies").startsWith("fix:");
        return JsonObject.builder()
                .put("id", sample.string("id"))
                .put("group", fix ? "fix-works" : "nothing-else-broke")
                .put("text", sample.string("text"))
                .put("accept", sample.string("accept"))
                .build();
    }
}
