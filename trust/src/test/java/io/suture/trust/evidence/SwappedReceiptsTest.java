package io.suture.trust.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import io.suture.trust.digest.Digest;
import io.suture.trust.evidence.Check.Outcome;
import io.suture.trust.release.Manifest;
import io.suture.trust.release.ReleaseId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Receipts of one device passed off as another's, and of one release as another's; also by somebody who holds the log's key. */
class SwappedReceiptsTest {

    private static final String FIRST = "receipts/" + SamplePackage.EVENT + ".json";

    private static Map<String, byte[]> reported(UnaryOperator<SampleReceipt> second) {
        return SamplePackage.ofReceipts(manifest -> List.of(
                SampleReceipt.of(SampleReceipt.FIRST, manifest),
                second.apply(SampleReceipt.of(SampleReceipt.SECOND, manifest))));
    }

    @Test
    void whenTwoDevicesReportThenBothReceiptsVerify() {
        Report report = verify(reported(UnaryOperator.identity()));
        assertThat(report.overall()).isEqualTo(Report.Overall.VERIFIED);
        assertThat(report.check("receipts-signed-by-device").orElseThrow().detail())
                .startsWith("2 of 2");
    }

    /** One device's receipt put in the place of the other's. */
    @Test
    void whenTheReceiptsOfTwoDevicesAreExchangedThenTheLogKnowsWhoseWasWhere() {
        Map<String, byte[]> files = new HashMap<>(reported(UnaryOperator.identity()));
        String second = second(files);
        byte[] taken = Objects.requireNonNull(files.get(FIRST));
        byte[] given = Objects.requireNonNull(files.get(second));
        files.put(FIRST, given);
        files.put(second, taken);
        Check failed = onlyFailure(SamplePackage.resealed(files));
        assertThat(failed.id()).isEqualTo("receipts-logged");
        assertThat(failed.difference())
                .contains(new Difference(
                        Digest.of(taken).toString(), Digest.of(given).toString()));
    }

    /** The receipt of the first device with the name of the second, logged as the second's. */
    @Test
    void whenAReceiptOfOneDeviceIsPresentedAsAnothersThenItsSignatureIsNotThatDevices() {
        Map<String, byte[]> files = SamplePackage.ofReceipts(manifest -> List.of(
                SampleReceipt.of(SampleReceipt.FIRST, manifest),
                SampleReceipt.of(SampleReceipt.FIRST, manifest).presentedAs(SampleReceipt.SECOND)));
        Check failed = onlyFailure(files);
        assertThat(failed.id()).isEqualTo("receipts-signed-by-device");
        assertThat(failed.difference().orElseThrow().expected()).contains(SampleReceipt.SECOND);
    }

    /** And with the certificate of the first device under the name of the second. */
    @Test
    void whenTheCertificateIsSwappedTooThenItsKeyWasNeverEnrolledForThatDevice() {
        Map<String, byte[]> files = new HashMap<>(SamplePackage.ofReceipts(manifest -> List.of(
                SampleReceipt.of(SampleReceipt.FIRST, manifest),
                SampleReceipt.of(SampleReceipt.FIRST, manifest).presentedAs(SampleReceipt.SECOND))));
        files.put("devices/D-002.pem", Objects.requireNonNull(files.get("devices/D-001.pem")));
        Check failed = onlyFailure(SamplePackage.resealed(files));
        assertThat(failed.id()).isEqualTo("receipts-signed-by-device");
        assertThat(failed.difference()).contains(new Difference(key(SampleReceipt.SECOND), key(SampleReceipt.FIRST)));
    }

    @Test
    void whenAReceiptIsOfAnotherReleaseThenItIsRefused() {
        Check failed = named(reported(receipt -> receipt.of(new ReleaseId("GW2", "3.1.0"))), "receipts-name-manifest");
        assertThat(failed.difference().orElseThrow().expected()).startsWith("GW2/3.1.1, manifest sha256:");
        assertThat(failed.difference().orElseThrow().found()).startsWith("GW2/3.1.0, manifest sha256:");
    }

    /** The version is right, what was installed is not what was published. */
    @Test
    void whenAReceiptIsOfAnotherManifestThenItIsRefused() {
        Digest other = Digest.of(new byte[] {9});
        Map<String, byte[]> files = reported(receipt -> receipt.about(other));
        for (String check : List.of("receipts-name-manifest", "manifest-alike")) {
            assertThat(named(files, check).difference().orElseThrow().found()).endsWith(other.toString());
        }
    }

    /** A true receipt of the same device about another release, taken from that release's dossier. */
    @Test
    void whenAReceiptComesFromAnotherReleasesDossierThenItIsNotTheOneThatWasLogged() {
        Map<String, byte[]> files = new HashMap<>(reported(UnaryOperator.identity()));
        Manifest manifest = Manifest.parse(Objects.requireNonNull(files.get("release/manifest.json")));
        files.put(
                FIRST,
                SampleReceipt.of(SampleReceipt.FIRST, manifest)
                        .of(new ReleaseId("GW2", "3.1.0"))
                        .about(Digest.of(new byte[] {9}))
                        .toJson());
        Report report = verify(SamplePackage.resealed(files));
        assertThat(failures(report))
                .extracting(Check::id)
                .containsExactly("manifest-alike", "receipts-name-manifest", "receipts-logged");
    }

    private static String key(String device) {
        return SampleReceipt.keyOf(device).publicKey().fingerprint().toString();
    }

    private static String second(Map<String, byte[]> files) {
        return files.keySet().stream()
                .filter(name -> name.startsWith("receipts/") && !name.equals(FIRST))
                .findFirst()
                .orElseThrow();
    }

    private static Check onlyFailure(Map<String, byte[]> files) {
        List<Check> failures = failures(verify(files));
        assertThat(failures).hasSize(1);
        return failures.getFirst();
    }

    private static Check named(Map<String, byte[]> files, String check) {
        Check found = verify(files).check(check).orElseThrow();
        assertThat(found.outcome()).isEqualTo(Outcome.FAIL);
        return found;
    }

    private static List<Check> failures(Report report) {
        return report.checks().stream()
                .filter(check -> check.outcome() == Outcome.FAIL)
                .toList();
    }

    private static Report verify(Map<String, byte[]> files) {
        Given given = new Given(
                Optional.ofNullable(files.get("metadata/1.root.json")),
                Optional.ofNullable(files.get("log/checkpoints/3")),
                SamplePackage.NOW,
                Optional.of(SampleStamps.TRUSTED));
        return EvidencePackage.verify(files, given);
    }
}
