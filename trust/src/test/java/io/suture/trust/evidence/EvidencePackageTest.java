package io.suture.trust.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import io.suture.trust.attest.Statement;
import io.suture.trust.dsse.Envelope;
import io.suture.trust.evidence.Check.Outcome;
import io.suture.trust.log.Tile;
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
                        "root-trusted",
                        "tuf-chain",
                        "policies-in-metadata",
                        "manifest-in-metadata",
                        "sbom-in-metadata",
                        "payloads-in-metadata",
                        "evidence-in-metadata",
                        "evidence-in-log",
                        "gate-accepts",
                        "approval-names-manifest",
                        "checkpoint-signed",
                        "log-root",
                        "earlier-checkpoints",
                        "entries-in-log",
                        "release-published",
                        "publication-proof",
                        "signed-before-published",
                        "disclosures-match",
                        "receipts-readable",
                        "receipts-name-manifest",
                        "receipts-signed-by-device",
                        "receipts-logged");
        assertThat(report.toJson().strings("notProven")).isNotEmpty();
    }

    @Test
    void whenNoRootIsGivenThenVerifiedWithGaps() {
        Report report = EvidencePackage.verify(files, Optional.empty(), SamplePackage.NOW);
        assertThat(report.overall()).isEqualTo(Report.Overall.VERIFIED_WITH_GAPS);
        assertThat(outcomes(report, Outcome.NOT_CHECKED)).containsExactly("root-trusted");
    }

    @Test
    void whenAnotherRootIsTrustedThenNotVerified() {
        byte[] other = Objects.requireNonNull(SamplePackage.complete().get("metadata/1.root.json"));
        byte[] spoiled = new String(other, StandardCharsets.UTF_8)
                .replace("\"version\":1", "\"version\":2")
                .getBytes(StandardCharsets.UTF_8);
        Report report = EvidencePackage.verify(files, Optional.of(spoiled), SamplePackage.NOW);
        assertThat(report.overall()).isEqualTo(Report.Overall.NOT_VERIFIED);
    }

    @Test
    void whenThePackageWasExportedAfterItsMetadataExpiredThenNotVerified() {
        Instant late = SamplePackage.NOW.plus(Duration.ofDays(31));
        Report report = EvidencePackage.verify(files, ROOT, late);
        assertThat(report.firstFailure())
                .hasValueSatisfying(check -> assertThat(check.id()).isEqualTo("tuf-chain"));
        assertThat(outcomes(report, Outcome.NOT_CHECKED)).contains("gate-accepts", "release-published");
    }

    @ParameterizedTest
    @CsvSource({
        "release.json, release-named",
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
        "log/checkpoints/3|log/checkpoints/7, earlier-checkpoints"
    })
    void whenAnOptionalFileIsMissingThenItsCheckIsOpen(String names, String check) {
        List.of(names.split("\\|", -1)).forEach(files::remove);
        Report report = verify();
        assertThat(report.overall()).isEqualTo(Report.Overall.VERIFIED_WITH_GAPS);
        assertThat(outcomes(report, Outcome.NOT_CHECKED)).contains(check);
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
        files.put("devices/D-001.pem", SamplePackage.certificate(SamplePackage.key()));
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
        files.put("log/checkpoint", SamplePackage.note(Tile.hashes(leaves), 8));
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
    void whenAnyBitOfAnyFileIsFlippedThenNeverFullyVerified() {
        Random random = new Random(SEED);
        for (String name : COMPLETE.keySet().stream().sorted().toList()) {
            if (name.equals("README.txt") || name.startsWith("devices/")) {
                continue;
            }
            for (int i = 0; i < 12; i++) {
                byte[] spoiled = file(name);
                int at = random.nextInt(spoiled.length);
                int bit = random.nextInt(8);
                if (Character.isLetter(spoiled[at]) && bit == 5) {
                    continue; // the case of a hex digit is not content
                }
                spoiled[at] ^= (byte) (1 << bit);
                Map<String, byte[]> changed = new HashMap<>(COMPLETE);
                changed.put(name, spoiled);
                assertThat(EvidencePackage.verify(changed, ROOT, SamplePackage.NOW)
                                .overall())
                        .as("seed %d, %s at %d", SEED, name, at)
                        .isNotEqualTo(Report.Overall.VERIFIED);
            }
        }
    }

    @Test
    void whenThereIsNoFileThenEveryCheckSaysSo() {
        Report report = EvidencePackage.verify(Map.of(), Optional.empty(), SamplePackage.NOW);
        assertThat(report.overall()).isEqualTo(Report.Overall.NOT_VERIFIED);
        assertThat(report.checks()).hasSize(23).noneMatch(check -> check.outcome() == Outcome.PASS);
    }

    private Report without(String name) {
        Map<String, byte[]> rest = new HashMap<>(COMPLETE);
        rest.remove(name);
        return EvidencePackage.verify(rest, ROOT, SamplePackage.NOW);
    }

    private Report verify() {
        return EvidencePackage.verify(files, ROOT, SamplePackage.NOW);
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
