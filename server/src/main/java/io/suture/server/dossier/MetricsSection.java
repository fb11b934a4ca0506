package io.suture.server.dossier;

import io.suture.trust.attest.InstallationReceipt.Result;
import io.suture.trust.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Section 13: what can be computed from this release's own records. */
final class MetricsSection {

    private MetricsSection() {}

    static Section of(DossierRecord record) {
        Optional<Instant> published = record.happenings("release.published").stream()
                .map(Happening::time)
                .findFirst();
        Optional<Instant> confirmed = record.receipts().stream()
                .filter(receipt -> receipt.result().equals(Result.CONFIRMED.json()))
                .map(receipt -> receipt.receivedAt())
                .findFirst();
        long current = record.devices().stream()
                .filter(device ->
                        device.installedVersion().equals(record.subject().id().version()))
                .count();
        JsonObject content = JsonObject.builder()
                .put(
                        "fromDraftToPublication",
                        between(Optional.of(record.subject().release().createdAt()), published))
                .put("fromPublicationToFirstConfirmation", between(published, confirmed))
                .put("devicesOnThisVersion", current + " of " + record.devices().size() + " of the model")
                .putStrings(
                        Section.NOT_RECORDED,
                        List.of(
                                "share of identified vulnerabilities that were patched",
                                "time from identification to patch: the time of identification is not kept",
                                "days against the targets of contracts"))
                .build();
        return new Section("13", "metrics", "Metrics", "FDA premarket guidance V.A.6", content);
    }

    private static String between(Optional<Instant> from, Optional<Instant> to) {
        return from.flatMap(start -> to.map(end -> words(Duration.between(start, end))))
                .orElse("not yet");
    }

    private static String words(Duration duration) {
        return "%d days %d hours %d minutes"
                .formatted(duration.toDays(), duration.toHoursPart(), duration.toMinutesPart());
    }
}
