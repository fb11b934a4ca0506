package io.suture.server.dossier;

import io.suture.trust.attest.InstallationReceipt;
import io.suture.trust.attest.QualityApproval;
import io.suture.trust.attest.ValidationRun;
import io.suture.trust.json.JsonObject;
import io.suture.trust.release.Manifest;
import java.util.ArrayList;
import java.util.List;

/** Section 2: the story in plain words, with one timeline. */
final class SummarySection {

    private SummarySection() {}

    static Section of(DossierRecord record) {
        JsonObject content = JsonObject.builder()
                .putStrings("inWords", words(record))
                .putStrings("openPoints", openPoints(record))
                .putAll("timeline", Timeline.of(record))
                .build();
        return new Section("2", "summary", "Summary in plain words", "all readers", content);
    }

    private static List<String> words(DossierRecord record) {
        List<String> words = new ArrayList<>();
        Subject subject = record.subject();
        words.add("This is version %s of %s, made by %s. Its state at export was: %s."
                .formatted(
                        subject.id().version(),
                        record.product().name(),
                        record.manufacturer().name(),
                        subject.release().state().code()));
        subject.manifest()
                .ifPresentOrElse(
                        manifest -> describe(words, manifest),
                        () -> words.add("It was never submitted; nothing is fixed yet."));
        words.add(validated(record));
        words.add(approved(record));
        words.add(installed(record));
        return words;
    }

    private static void describe(List<String> words, Manifest manifest) {
        words.add(
                manifest.fixes().isEmpty()
                        ? "It names no vulnerability that it closes."
                        : "It closes " + String.join(", ", manifest.fixes()) + ".");
        words.add("It is for devices with identifier %s, hardware revision %s%s."
                .formatted(
                        String.join(" or ", manifest.compatibility().udiDi()),
                        String.join(" or ", manifest.compatibility().hardwareRevisions()),
                        manifest.compatibility().fromVersions().isEmpty()
                                ? ""
                                : ", running "
                                        + String.join(
                                                " or ", manifest.compatibility().fromVersions())));
    }

    private static String validated(DossierRecord record) {
        List<Exhibit> runs = record.exhibits(ValidationRun.TYPE);
        long accepted = runs.stream()
                .filter(run -> run.claim() instanceof ValidationRun claim && claim.accepted())
                .count();
        return "%d validation runs are recorded; %d of them were accepted, %d were not."
                .formatted(runs.size(), accepted, runs.size() - accepted);
    }

    private static String approved(DossierRecord record) {
        List<String> names = record.exhibits(QualityApproval.TYPE).stream()
                .map(approval -> approval.text("printedName").orElse(approval.signer()))
                .distinct()
                .toList();
        String gate = record.verdict().bool("accepted")
                ? " The gate accepts the release."
                : " The gate does not accept the release.";
        return (names.isEmpty() ? "Nobody approved it." : "Approvals were signed by " + String.join(", ", names) + ".")
                + gate;
    }

    private static String installed(DossierRecord record) {
        long confirmed = count(record, InstallationReceipt.Result.CONFIRMED);
        long back = count(record, InstallationReceipt.Result.ROLLED_BACK);
        long refused = count(record, InstallationReceipt.Result.REFUSED);
        return "Devices sent %d receipts: %d installed and confirmed, %d went back, %d refused."
                .formatted(record.receipts().size(), confirmed, back, refused);
    }

    static long count(DossierRecord record, InstallationReceipt.Result result) {
        return record.receipts().stream()
                .filter(receipt -> receipt.result().equals(result.json()))
                .count();
    }

    private static List<String> openPoints(DossierRecord record) {
        List<String> open = record.findings().stream()
                .filter(finding -> finding.bool("blocks"))
                .map(finding -> finding.string("explain"))
                .toList();
        return open.isEmpty() ? List.of("None that the gate knows of.") : open;
    }
}
