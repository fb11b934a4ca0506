package io.suture.trust.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import io.suture.trust.attest.Statement;
import io.suture.trust.dsse.Envelope;
import io.suture.trust.evidence.Check.Outcome;
import io.suture.trust.log.Tile;
import io.suture.trust.log.timestamp.TimestampAuthority;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A complete package, and one with each thing spoiled: the verdict and the check that names it. */
class EvidencePackageTest {

    private static final Map<String, byte[]> COMPLETE = SamplePackage.complete();
    private static final Optional<byte[]> ROOT = Optional.of(file("metadata/1.root.json"));
    private static final Optional<byte[]> SEEN = Optional.of(file("log/checkpoints/3"));
    private static final Optional<TimestampAuthority> AUTHORITY = Optional.of(SampleStamps.TRUSTED);
    private static final Given GIVEN = new Given(ROOT, SEEN, SamplePackage.NOW, AUTHORITY);
    private static final long SEED = Long.getLong("suture.seed", 20_261_121L);

    private final Map<String, byte[]> files = new HashMap<>(COMPLETE);

    @Test
    void whenPackageIsCompleteThenEveryCheckPasses() {
        Report report = verify();
        assertThat(report.checks()).allMatch(check -> check.outcome() == Outcome.PASS, "passes");
        assertThat(report.overall()).isEqualTo(Report.Overall.VERIFIED);
        assertThat(report.checks())
                .extracting(Check::id)
                .containsExactly(
                        "release-named",
                        "manifest-readable",
                        "files-as-listed",
                        "no-other-file",
                        "root-trusted",
                        "tuf-chain",
                        "policies-in-metadata",
                        "manifest-recorded",
                        "manifest-in-metadata",
                        "sbom-in-metadata",
                        "payloads-in-metadata",
                        "evidence-in-metadata",
                        "evidence-in-log",
                        "verdict-in-metadata",
                        "checkpoint-signed",
                        "log-root",
                        "earlier-checkpoints",
                        "outside-checkpoint",
                        "entries-in-log",
                        "release-published",
                        "publication-proof",
                        "signed-before-published",
                        "timestamps-readable",
                        "publication-stamped",
                        "times-stamped",
                        "originals-by-hash",
                        "evidence-complete",
                        "evidence-logged",
                        "times-in-order",
                        "gate-accepts",
                        "verdict-recomputed",
                        "approval-names-manifest",
                        "originals-judged",
                        "payload-alike",
                        "manifest-alike",
                        "protocol-before-run",
                        "duties-separate",
                        "disclosures-match",
                        "receipts-readable",
                        "receipts-name-manifest",
                        "receipts-signed-by-device",
                        "receipts-logged",
                        "export-names-package",
                        "export-logged",
                        "export-after-package");
        assertThat(report.toJson().strings("notProven")).isNotEmpty();
    }

    @Test
    void whenNoRootIsGivenThenVerifiedWithGaps() {
        Report report = EvidencePackage.verify(files, Given.nothing(SamplePackage.NOW));
        assertThat(report.overall()).isEqualTo(Report.Overall.VERIFIED_WITH_GAPS);
        assertThat(outcomes(report, Outcome.NOT_CHECKED))
                .containsExactly("root-trusted", "outside-checkpoint", "publication-stamped");
    }

    @Test
    void whenAnotherRootIsTrustedThenNotVerified() {
        byte[] other = Objects.requireNonNull(SamplePackage.complete().get("metadata/1.root.json"));
        byte[] spoiled = new String(other, StandardCharsets.UTF_8)
                .replace("\"version\":1", "\"version\":2")
                .getBytes(StandardCharsets.UTF_8);
        Report report =
                EvidencePackage.verify(files, new Given(Optional.of(spoiled), SEEN, SamplePackage.NOW, AUTHORITY));
        assertThat(report.overall()).isEqualTo(Report.Overall.NOT_VERIFIED);
    }

    @Test
    void whenThePackageWasExportedAfterItsMetadataExpiredThenNotVerified() {
        Instant late = SamplePackage.NOW.plus(Duration.ofDays(31));
        Report report = EvidencePackage.verify(files, new Given(ROOT, SEEN, late));
        assertThat(report.firstFailure())
                .hasValueSatisfying(check -> assertThat(check.id()).isEqualTo("tuf-chain"));
        assertThat(outcomes(report, Outcome.NOT_CHECKED)).contains("gate-accepts", "evidence-in-metadata");
    }

    @ParameterizedTest
    @CsvSource({
        "release.json, release-named",
        "release/manifest.json, manifest-recorded",
        "metadata/timestamp.json, tuf-chain",
        "metadata/6.snapshot.json, tuf-chain",
        "metadata/1.targets.json, tuf-chain",
        "metadata/1.policy.json, policies-in-metadata",
        "metadata/4.GW2.json, manifest-in-metadata",
        "targets/policy/release.json, policies-in-metadata",
        "targets/policy/people.json, policies-in-metadata",
        "targets/policy/log.json, policies-in-metadata",
        "targets/GW2/3.1.1/manifest.json, manifest-in-metadata",
        "targets/GW2/3.1.1/sbom.cdx.json, sbom-in-metadata",
        "targets/GW2/3.1.1/evidence.jsonl, evidence-in-metadata",
        "targets/GW2/3.1.1/evidence-log.json, evidence-in-log",
        "targets/GW2/3.1.1/verdict.json, verdict-in-metadata",
        "log/checkpoint, checkpoint-signed",
        "log/leaves, log-root",
        "log/entries.jsonl, entries-in-log",
        "log/release.tlog-proof, publication-proof"
    })
    void whenAFileIsMissingOrEmptyThenItsCheckFails(String name, String check) {
        assertThat(outcomes(without(name), Outcome.FAIL)).contains(check);
        files.put(name, new byte[0]);
        assertThat(outcomes(verify(), Outcome.FAIL)).contains(check);
    }

    @ParameterizedTest
    @CsvSource({
        "disclosures.jsonl, disclosures-match",
        "devices/D-001.pem, receipts-signed-by-device",
        "log/checkpoints/3|log/checkpoints/7, earlier-checkpoints",
        "log/timestamps|log/timestamp/7.tsr, publication-stamped"
    })
    void whenAnOptionalFileIsMissingThenItsCheckIsOpen(String names, String check) {
        List.of(names.split("\\|", -1)).forEach(files::remove);
        Report report = verify();
        assertThat(report.overall()).isEqualTo(Report.Overall.VERIFIED_WITH_GAPS);
        assertThat(outcomes(report, Outcome.NOT_CHECKED)).contains(check);
    }

    @ParameterizedTest
    @CsvSource({"draft", "submitted", "signed", "rejected", "withdrawn"})
    void whenTheReleaseWasNeverPublishedThenThatIsOpenAndTheRestIsChecked(String state) {
        files.put(
                "release.json",
                SamplePackage.bytes("{\"product\":\"GW2\",\"state\":\"" + state + "\",\"version\":\"3.1.1\"}"));
        Report report = verify();
        assertThat(report.overall()).isEqualTo(Report.Overall.VERIFIED_WITH_GAPS);
        assertThat(outcomes(report, Outcome.NOT_CHECKED))
                .contains("manifest-in-metadata", "evidence-in-metadata", "release-published")
                .doesNotContain("log-root", "entries-in-log", "export-logged", "manifest-recorded");
    }

    @Test
    void whenAReceiptIsTakenAwayThenTheLogKnowsIt() {
        files.remove("receipts/" + SamplePackage.EVENT + ".json");
        assertThat(outcomes(verify(), Outcome.FAIL)).containsExactly("receipts-readable");
    }

    @Test
    void whenAReceiptIsAddedOrRenamedThenItIsNotInTheLog() {
        byte[] receipt = file("receipts/" + SamplePackage.EVENT + ".json");
        files.put("receipts/01939a3e-7b1c-7def-8abc-000000000099.json", receipt);
        assertThat(outcomes(verify(), Outcome.FAIL)).containsExactly("receipts-logged");
        files.remove("receipts/" + SamplePackage.EVENT + ".json");
        assertThat(outcomes(verify(), Outcome.FAIL)).containsExactly("receipts-logged");
    }

    @Test
    void whenAReceiptIsSignedByAnotherKeyThenItFails() {
        String name = "receipts/" + SamplePackage.EVENT + ".json";
        byte[] statement = Envelope.parse(file(name)).payload();
        files.put(
                name,
                Envelope.sign(Statement.PAYLOAD_TYPE, statement, SamplePackage.key())
                        .toJson());
        assertThat(outcomes(verify(), Outcome.FAIL)).containsExactly("receipts-signed-by-device", "receipts-logged");
    }

    @Test
    void whenACertificateIsOfAKeyThatWasNeverEnrolledThenItFails() {
        files.put("devices/D-001.pem", SampleReceipt.certificate(SampleReceipt.FIRST, SamplePackage.key()));
        assertThat(outcomes(verify(), Outcome.FAIL)).containsExactly("receipts-signed-by-device");
    }

    @Test
    void whenTheTailOfTheLogIsCutThenTheCheckpointKnowsIt() {
        byte[] leaves = file("log/leaves");
        files.put("log/leaves", Arrays.copyOf(leaves, leaves.length - 32));
        assertThat(outcomes(verify(), Outcome.FAIL)).contains("log-root");
    }

    @Test
    void whenTheLogIsForkedUnderARightSignatureThenEarlierCheckpointsKnowIt() {
        byte[] leaves = file("log/leaves");
        leaves[0] ^= 1;
        files.put("log/leaves", leaves);
        files.put("log/checkpoint", SamplePackage.note(Tile.hashes(leaves), leaves.length / 32));
        assertThat(outcomes(verify(), Outcome.FAIL)).contains("earlier-checkpoints", "publication-proof");
    }

    @Test
    void whenTwoEntriesAreSwappedThenTheyAreNotTheOnesInTheLog() {
        String lines = new String(file("log/entries.jsonl"), StandardCharsets.UTF_8);
        files.put(
                "log/entries.jsonl",
                SamplePackage.bytes(lines.replace("\"index\":4", "\"index\":9").replace("\"index\":6", "\"index\":4")));
        assertThat(outcomes(verify(), Outcome.FAIL)).contains("entries-in-log");
    }

    @Test
    void whenADisclosureIsChangedThenItDoesNotMatch() {
        String lines = new String(file("disclosures.jsonl"), StandardCharsets.UTF_8);
        files.put("disclosures.jsonl", SamplePackage.bytes(lines.replaceFirst("\"salt\":\"..", "\"salt\":\"zz")));
        assertThat(outcomes(verify(), Outcome.FAIL)).contains("disclosures-match");
        String salt = lines.replaceFirst("\"salt\":\"[0-9a-f]{64}", "\"salt\":\"" + "0".repeat(64));
        files.put("disclosures.jsonl", SamplePackage.bytes(salt));
        assertThat(outcomes(verify(), Outcome.FAIL)).contains("disclosures-match");
    }

    @Test
    void whenAnyBitOfAnyFileIsFlippedThenNotVerified() {
        Random random = new Random(SEED);
        for (String name : COMPLETE.keySet().stream().sorted().toList()) {
            for (int i = 0; i < 12; i++) {
                byte[] spoiled = file(name);
                int at = random.nextInt(spoiled.length);
                spoiled[at] ^= (byte) (1 << random.nextInt(8));
                Map<String, byte[]> changed = new HashMap<>(COMPLETE);
                changed.put(name, spoiled);
                Report report = EvidencePackage.verify(changed, GIVEN);
                assertThat(report.overall())
                        .as("seed %d, %s at %d", SEED, name, at)
                        .isEqualTo(Report.Overall.NOT_VERIFIED);
            }
        }
    }

    @Test
    void whenThereIsNoFileThenEveryCheckSaysSo() {
        Report report = EvidencePackage.verify(Map.of(), Given.nothing(SamplePackage.NOW));
        assertThat(report.overall()).isEqualTo(Report.Overall.NOT_VERIFIED);
        assertThat(report.checks()).hasSize(43).noneMatch(check -> check.outcome() == Outcome.PASS);
    }

    private Report without(String name) {
        Map<String, byte[]> rest = new HashMap<>(COMPLETE);
        rest.remove(name);
        return EvidencePackage.verify(SamplePackage.sealed(rest), GIVEN);
    }

    private Report verify() {
        return EvidencePackage.verify(SamplePackage.sealed(files), GIVEN);
    }

    private static List<String> outcomes(Report report, Outcome outcome) {
        return report.checks().stream()
                .filter(check -> check.outcome() == outcome)
                .map(Check::id)
                .collect(Collectors.toList());
    }

    private static byte[] file(String name) {
        return Objects.requireNonNull(COMPLETE.get(name)).clone();
    }
}
