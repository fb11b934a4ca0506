package io.suture.server.dossier;

import io.suture.server.fleet.StoredReceipt;
import io.suture.trust.attest.UnknownPredicate;
import io.suture.trust.attest.ValidationRun;
import io.suture.trust.json.JsonObject;
import java.util.ArrayList;
import java.util.List;

/** Section 14: whatever did not go by the rules, and everything the gate found, whether it counted or not. */
final class ExceptionSection {

    private static final String EXCEPTION = "urn:suture:predicate:exception:v1";

    private ExceptionSection() {}

    static Section of(DossierRecord record) {
        JsonObject content = JsonObject.builder()
                .put("gateAccepts", record.verdict().bool("accepted"))
                .putAll(
                        "gateFindings",
                        record.findings().stream()
                                .map(ExceptionSection::finding)
                                .toList())
                .putAll("exceptionsSigned", shown(record.exhibits(EXCEPTION)))
                .putAll("evidenceOfUnknownKind", shown(unknown(record)))
                .putAll("runsNotAccepted", shown(failed(record)))
                .putAll(
                        "refusedAttempts",
                        record.happenings().stream()
                                .filter(Happening::isRefusal)
                                .map(Happening::toJson)
                                .toList())
                .putAll("receiptsNotConfirmed", receipts(record))
                .putStrings(
                        Section.NOT_RECORDED,
                        List.of("reviews that are overdue", "clocks that ran out", "attempts on other releases"))
                .build();
        return new Section("14", "exceptions", "Exceptions and refused attempts", "inspectors", content);
    }

    private static JsonObject finding(JsonObject finding) {
        return JsonObject.builder()
                .put("rule", finding.string("rule"))
                .put("code", finding.string("code"))
                .put("blocks", finding.bool("blocks"))
                .put("explain", finding.string("explain"))
                .build();
    }

    private static List<Exhibit> unknown(DossierRecord record) {
        return record.exhibits().stream()
                .filter(exhibit -> exhibit.claim() instanceof UnknownPredicate && !exhibit.isOf(EXCEPTION))
                .toList();
    }

    private static List<Exhibit> failed(DossierRecord record) {
        return record.exhibits(ValidationRun.TYPE).stream()
                .filter(exhibit -> exhibit.claim() instanceof ValidationRun run && !run.accepted())
                .toList();
    }

    private static List<JsonObject> shown(List<Exhibit> exhibits) {
        return exhibits.stream().map(Exhibit::toJson).toList();
    }

    private static List<JsonObject> receipts(DossierRecord record) {
        List<JsonObject> receipts = new ArrayList<>();
        for (StoredReceipt receipt : record.receipts()) {
            if (!receipt.result().equals("confirmed") || receipt.contradiction().isPresent()) {
                receipts.add(JsonObject.builder()
                        .put("device", receipt.device())
                        .put("result", receipt.result())
                        .put("cannotBeTrue", receipt.contradiction().orElse("no"))
                        .put("event", receipt.event().toString())
                        .build());
            }
        }
        return receipts;
    }
}
