package io.suture.server.dossier;

import io.suture.server.fleet.Device;
import io.suture.server.fleet.StoredReceipt;
import io.suture.trust.attest.InstallationReceipt;
import io.suture.trust.attest.Predicate;
import io.suture.trust.attest.Statement;
import io.suture.trust.dsse.Envelope;
import io.suture.trust.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Sections 10 to 12: what reached the field. */
final class FieldSections {

    private FieldSections() {}

    static Section distribution(DossierRecord record) {
        JsonObject content = JsonObject.builder()
                .putAll("facilityApprovals", approvals(record))
                .putAll("facilities", facilities(record))
                .putAll(
                        "receipts",
                        record.receipts().stream().map(FieldSections::receipt).toList())
                .putStrings(
                        Section.NOT_RECORDED,
                        List.of(
                                "rings and automatic halts",
                                "whether an installation lay within a facility's window",
                                "expected failure rates to compare with"))
                .build();
        return new Section("10", "distribution", "Distribution", "21 CFR 820.35(b), 7.53", content);
    }

    private static List<JsonObject> approvals(DossierRecord record) {
        return record.happenings("facility.approved").stream()
                .map(happening -> JsonObject.builder()
                        .put("facility", Text.of(happening.section("subject").get("facility")))
                        .put("approvedBy", happening.actor())
                        .put("at", happening.time())
                        .put("logIndex", happening.index())
                        .build())
                .toList();
    }

    /** How many devices a facility has counted by what the server knows of them. */
    private static final class Count {

        private int all;
        private int current;
        private int enrolled;

        private void add(Device device, String version) {
            all++;
            current += device.installedVersion().equals(version) ? 1 : 0;
            enrolled += device.certificate().isPresent() ? 1 : 0;
        }
    }

    private static List<JsonObject> facilities(DossierRecord record) {
        Map<String, Count> counts = new TreeMap<>();
        String version = record.subject().id().version();
        record.devices()
                .forEach(device -> counts.computeIfAbsent(device.facility(), facility -> new Count())
                        .add(device, version));
        return counts.entrySet().stream()
                .map(facility -> JsonObject.builder()
                        .put("facility", facility.getKey())
                        .put("devicesOfTheModel", facility.getValue().all)
                        .put("runThisVersion", facility.getValue().current)
                        .put("everEnrolled", facility.getValue().enrolled)
                        .build())
                .toList();
    }

    private static JsonObject receipt(StoredReceipt stored) {
        JsonObject.Builder json = JsonObject.builder()
                .put("device", stored.device())
                .put("result", stored.result())
                .put("receivedAt", stored.receivedAt());
        if (Predicate.of(Statement.parse(Envelope.parse(stored.envelope()).payload()))
                instanceof InstallationReceipt receipt) {
            json.put("deviceTime", receipt.at())
                    .put("fromVersion", receipt.fromVersion())
                    .put("reason", receipt.reason().isEmpty() ? "none" : receipt.reason())
                    .put("counter", receipt.counter());
        }
        return json.put("cannotBeTrue", stored.contradiction().orElse("no"))
                .put("event", stored.event().toString())
                .build();
    }

    static Section ledger() {
        return absent(
                "11",
                "ledger",
                "Corrections and removals",
                "21 CFR 806, 7.49-7.53, 821",
                "cases of correction or removal with their consignees",
                "effectiveness checks",
                "hardware replacements");
    }

    static Section communications() {
        return absent(
                "12",
                "communications",
                "Communications",
                "FDA 2016 postmarket guidance VII.B",
                "notices with their recipients and acknowledgements",
                "reports to an ISAO, CISA or FDA",
                "texts for patients");
    }

    private static Section absent(String number, String id, String title, String serves, String... what) {
        JsonObject content = JsonObject.builder()
                .putStrings(Section.NOT_RECORDED, List.of(what))
                .build();
        return new Section(number, id, title, serves, content);
    }
}
