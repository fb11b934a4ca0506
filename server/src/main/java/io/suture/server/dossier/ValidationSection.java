package io.suture.server.dossier;

import io.suture.trust.attest.MalwareScan;
import io.suture.trust.attest.ValidationProtocol;
import io.suture.trust.attest.ValidationProtocol.Group;
import io.suture.trust.attest.ValidationRun;
import io.suture.trust.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Section 7: protocols, every run whatever came out, and whether the protocol was approved before the run began. */
final class ValidationSection {

    private static final String TEST_RESULT = "https://in-toto.io/attestation/test-result/v0.1";

    private ValidationSection() {}

    static Section of(DossierRecord record) {
        JsonObject content = JsonObject.builder()
                .putAll("protocols", shown(record, ValidationProtocol.TYPE))
                .putAll(
                        "runs",
                        record.exhibits(ValidationRun.TYPE).stream()
                                .map(run -> run(record, run))
                                .toList())
                .putAll("malwareScans", shown(record, MalwareScan.TYPE))
                .putAll("otherTestResults", shown(record, TEST_RESULT))
                .putStrings(
                        Section.NOT_RECORDED,
                        List.of(
                                "traceability from threat to control to test, unless results name requirements",
                                "CAPA numbers, unless a deviation names them"))
                .build();
        return new Section("7", "validation", "Validation", "ISO 13485 7.3.7, IEC 62304 6.2.2", content);
    }

    private static List<JsonObject> shown(DossierRecord record, String type) {
        return record.exhibits(type).stream().map(Exhibit::toJson).toList();
    }

    private static JsonObject run(DossierRecord record, Exhibit exhibit) {
        JsonObject.Builder json = exhibit.head();
        if (exhibit.claim() instanceof ValidationRun run) {
            Optional<ValidationProtocol> protocol = protocol(record, run);
            json.put("run", run.run())
                    .put("conclusion", run.accepted() ? "accepted" : "not accepted")
                    .put("protocolApprovedBeforeRun", order(protocol, run.startedAt()))
                    .putAll("groups", groups(protocol, run));
        }
        return json.put("says", exhibit.toJson().get("says")).build();
    }

    private static Optional<ValidationProtocol> protocol(DossierRecord record, ValidationRun run) {
        return record.exhibits(ValidationProtocol.TYPE).stream()
                .map(Exhibit::claim)
                .filter(ValidationProtocol.class::isInstance)
                .map(ValidationProtocol.class::cast)
                .filter(protocol -> protocol.protocol().equals(run.protocol()))
                .findFirst();
    }

    private static String order(Optional<ValidationProtocol> protocol, Instant started) {
        return protocol.map(found -> (found.approvedAt().isBefore(started) ? "yes" : "no") + ": approved "
                        + found.approvedAt() + ", started " + started)
                .orElse("cannot be said: this protocol is not among the evidence");
    }

    /** The two claims of IEC 62304 6.2.2, counted apart. */
    private static List<JsonObject> groups(Optional<ValidationProtocol> protocol, ValidationRun run) {
        List<JsonObject> groups = new ArrayList<>();
        for (Group group : Group.values()) {
            List<ValidationRun.Result> results = run.results().stream()
                    .filter(result -> protocol.stream()
                            .flatMap(found -> found.cases().stream())
                            .anyMatch(test -> test.group() == group && test.id().equals(result.testCase())))
                    .toList();
            List<String> failed = results.stream()
                    .filter(result -> !result.passed())
                    .map(ValidationRun.Result::testCase)
                    .toList();
            groups.add(JsonObject.builder()
                    .put("group", group.json())
                    .put("done", results.size())
                    .put("failed", failed.isEmpty() ? "none" : String.join(", ", failed))
                    .build());
        }
        return groups;
    }
}
