package io.suture.device.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.suture.device.agent.BootCheck.Verdict;
import io.suture.device.state.Slot;
import io.suture.trust.digest.Digest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rule 10 of the device (docs/audit-log.md): what is stored of the running version is verified again at each boot. */
class BootCheckTest {

    private static final TestRelease FIRST = TestRelease.of("GW2/3.1.1", 17);
    private static final TestRelease SECOND = TestRelease.of("GW2/3.2.0", 18);
    private static final String LOG = "/repository/exm/log/releases/GW2/3.1.1/";

    @TempDir
    private Path directory;

    private Simulator server;
    private TestDevice device;

    @BeforeEach
    void setUp() {
        server = new Simulator();
        device = new TestDevice(directory, server);
        server.publish(FIRST);
        assertThat(device.poll()).as(device.lines.toString()).isTrue();
        server.down(true);
    }

    /** The check writes nothing, whatever it says. */
    private Verdict check(Slot slot) throws IOException {
        Map<Path, String> before = files();
        device.lines.clear();
        Verdict verdict = new BootCheck(device.storage(), TestDevice.config(), device).check(slot);
        assertThat(files()).isEqualTo(before);
        return verdict;
    }

    private Map<Path, String> files() throws IOException {
        Map<Path, String> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path file : all.toList()) {
                files.put(file, Files.isDirectory(file) ? "" : hash(file));
            }
        }
        return files;
    }

    private static String hash(Path file) throws IOException {
        return Digest.of(Files.readAllBytes(file)).hex();
    }

    private void assertRefused(Slot slot, String code) throws IOException {
        assertThat(check(slot)).as(device.lines.toString()).isEqualTo(Verdict.REFUSED);
        assertThat(device.lines).contains("FAIL " + code);
    }

    @Test
    void whenNothingWasTouchedThenTheRunningVersionVerifiesYearsLaterWithoutANetwork() throws IOException {
        assertThat(check(Slot.B)).as(device.lines.toString()).isEqualTo(Verdict.VERIFIED);
        assertThat(device.lines)
                .contains("ok manifest", "ok compatibility", "ok gate", "ok log", "ok image", "ok boot");
    }

    @Test
    void whenTheSlotHoldsTheFactoryImageThenThereIsNothingToCheck() throws IOException {
        assertThat(check(Slot.A)).isEqualTo(Verdict.NOTHING_TO_CHECK);
    }

    @Test
    void whenTwoVersionsWereInstalledThenBothVerify() throws IOException {
        server.down(false);
        server.publish(SECOND);
        assertThat(device.poll()).as(device.lines.toString()).isTrue();

        assertThat(check(Slot.A)).as(device.lines.toString()).isEqualTo(Verdict.VERIFIED);
        assertThat(check(Slot.B)).as(device.lines.toString()).isEqualTo(Verdict.VERIFIED);
    }

    @Test
    void whenAnUpdateIsRefusedThenTheSlotsStillVerify() throws IOException {
        server.down(false);
        server.publish(SECOND.withoutScan());
        assertThat(device.poll()).isFalse();

        assertThat(check(Slot.B)).as(device.lines.toString()).isEqualTo(Verdict.VERIFIED);
    }

    @Test
    void whenRootAndOnlineKeysWereRotatedThenWhatWasInstalledBeforeAndAfterStillVerifies() throws IOException {
        server.down(false);
        server.rotateRoot();
        assertThat(device.poll()).as(device.lines.toString()).isTrue();
        assertThat(check(Slot.B)).as(device.lines.toString()).isEqualTo(Verdict.VERIFIED);

        server.rotateRoot();
        server.publish(SECOND);
        assertThat(device.poll()).as(device.lines.toString()).isTrue();
        server.down(true);

        assertThat(check(Slot.A)).as(device.lines.toString()).isEqualTo(Verdict.VERIFIED);
        assertThat(check(Slot.B)).as(device.lines.toString()).isEqualTo(Verdict.VERIFIED);
    }

    @Test
    void whenARootOnTheWayToTheNewestIsTakenOutOfTheBundleThenItIsRefused() throws IOException {
        server.down(false);
        server.rotateRoot();
        server.publish(SECOND);
        assertThat(device.poll()).as(device.lines.toString()).isTrue();
        Path bundle = directory.resolve("boot/a.json");
        String text = Files.readString(bundle);
        assertThat(text).contains("2.root.json");
        Files.writeString(bundle, text.replace("2.root.json", "2.gone.json"));

        assertRefused(Slot.A, "signature-threshold-not-met");
    }

    @Test
    void whenTheVersionCameFromACarriedRepositoryThenItVerifies(@TempDir Path other) throws IOException {
        Path stick = other.resolve("stick");
        server.publish(SECOND);
        server.carry(stick, 2);
        assertThat(device.install(stick, SECOND)).as(device.lines.toString()).isTrue();

        assertThat(check(Slot.A)).as(device.lines.toString()).isEqualTo(Verdict.VERIFIED);
    }

    @Test
    void whenTheStoredEntryIsTamperedWithThenItIsRefused() throws IOException {
        change(LOG + "entry", entry -> entry.replace("3.1.1", "3.1.2"));
        assertRefused(Slot.B, "not-in-log");
    }

    @Test
    void whenTheStoredProofIsTamperedWithThenItIsRefused() throws IOException {
        change(LOG + "proof", proof -> proof.replaceFirst("index 1", "index 0"));
        assertRefused(Slot.B, "not-in-log");
    }

    @Test
    void whenTheStoredCheckpointIsTamperedWithThenItIsRefused() throws IOException {
        change(LOG + "proof", proof -> proof.replaceFirst("audit\n2\n", "audit\n3\n"));
        assertRefused(Slot.B, "checkpoint-not-signed");
    }

    @Test
    void whenTheStoredProofIsMissingThenItIsRefused() throws IOException {
        remove(LOG + "proof");
        assertRefused(Slot.B, "not-in-log");
    }

    @ParameterizedTest
    @CsvSource({
        "manifest.json, length-or-hash-mismatch",
        "evidence.jsonl, length-or-hash-mismatch",
        "policy/log.json, length-or-hash-mismatch",
        ".GW2.json, length-or-hash-mismatch",
        ".policy.json, length-or-hash-mismatch",
        "timestamp.json, signature-threshold-not-met"
    })
    void whenAStoredDocumentIsTamperedWithThenItIsRefused(String name, String code) throws IOException {
        String path = stored().keySet().stream()
                .filter(key -> key.endsWith(name.substring(name.indexOf('/') + 1)))
                .findFirst()
                .orElseThrow();
        change(path, text -> text.replaceFirst("[1-8]", "9"));
        assertThat(check(Slot.B)).isEqualTo(Verdict.REFUSED);
        assertThat(device.lines.toString()).contains(code);
    }

    @Test
    void whenTheImageIsTamperedWithThenItIsRefused() throws IOException {
        Path image = directory.resolve("slots/b/" + FIRST.payloadName());
        byte[] bytes = Files.readAllBytes(image);
        bytes[bytes.length - 1] ^= 1;
        Files.write(image, bytes);
        assertRefused(Slot.B, "boot-image-damaged");
    }

    @Test
    void whenTheImageIsMissingThenItIsRefused() throws IOException {
        Files.delete(directory.resolve("slots/b/" + FIRST.payloadName()));
        assertRefused(Slot.B, "boot-image-damaged");
    }

    @Test
    void whenImageAndRecordAreReplacedTogetherThenItIsRefused() throws IOException {
        Path image = directory.resolve("slots/b/" + FIRST.payloadName());
        String before = hash(image);
        byte[] bytes = Files.readAllBytes(image);
        bytes[0] ^= 1;
        Files.write(image, bytes);
        Path slot = directory.resolve("slots/b/slot.json");
        Files.writeString(slot, Files.readString(slot).replace(before, hash(image)));
        assertRefused(Slot.B, "boot-slot-differs");
    }

    @Test
    void whenTheRecordIsMissingThenItIsRefused() throws IOException {
        Files.delete(directory.resolve("slots/b/slot.json"));
        assertRefused(Slot.B, "boot-slot-damaged");
    }

    @Test
    void whenTheBundleIsMissingOrCutThenItIsRefused() throws IOException {
        Path bundle = directory.resolve("boot/b.json");
        byte[] bytes = Files.readAllBytes(bundle);
        Files.write(bundle, Arrays.copyOf(bytes, bytes.length / 2));
        assertRefused(Slot.B, "boot-bundle-damaged");
        Files.delete(bundle);
        assertRefused(Slot.B, "boot-bundle-missing");
    }

    @Test
    void whenTheActiveSlotSaysThatItHoldsTheFactoryImageThenItIsRefused() throws IOException {
        Files.copy(
                directory.resolve("slots/a/slot.json"),
                directory.resolve("slots/b/slot.json"),
                StandardCopyOption.REPLACE_EXISTING);
        assertRefused(Slot.B, "boot-older");
    }

    @Test
    void whenAnOlderReleaseIsPutBackIntoTheActiveSlotThenItIsRefused() throws IOException {
        Map<Path, byte[]> old = new TreeMap<>();
        try (Stream<Path> files = Files.walk(directory.resolve("slots/b"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                old.put(file, Files.readAllBytes(file));
            }
        }
        byte[] bundle = Files.readAllBytes(directory.resolve("boot/b.json"));
        server.down(false);
        server.publish(SECOND);
        assertThat(device.poll()).as(device.lines.toString()).isTrue();
        for (Map.Entry<Path, byte[]> file : old.entrySet()) {
            Path name = directory.resolve("slots/b").relativize(file.getKey());
            Files.write(directory.resolve("slots/a").resolve(name), file.getValue());
        }
        Files.write(directory.resolve("boot/a.json"), bundle);

        assertRefused(Slot.A, "boot-older");
        assertThat(check(Slot.B)).as("the other slot can be started").isEqualTo(Verdict.VERIFIED);
    }

    @Test
    void whenTheRootOfTheEnrolmentIsTamperedWithThenItIsRefused() throws IOException {
        Path root = directory.resolve("identity/root.json");
        Files.writeString(root, Files.readString(root).replaceFirst("\"sig\":\"[0-9a-f]{8}", "\"sig\":\"00000000"));

        assertRefused(Slot.B, "signature-threshold-not-met");
    }

    private Map<String, byte[]> stored() throws IOException {
        return BootBundle.parse(Files.readAllBytes(directory.resolve("boot/b.json")))
                .files();
    }

    private void change(String path, UnaryOperator<String> how) throws IOException {
        String before = new String(stored().get(path), StandardCharsets.UTF_8);
        String after = how.apply(before);
        assertThat(after).isNotEqualTo(before);
        rewrite(encoded(before), encoded(after));
    }

    private void remove(String path) throws IOException {
        rewrite("\"" + path + "\"", "\"" + path + ".gone\"");
    }

    private void rewrite(String from, String to) throws IOException {
        Path bundle = directory.resolve("boot/b.json");
        String text = Files.readString(bundle);
        assertThat(text).contains(from);
        Files.writeString(bundle, text.replace(from, to));
    }

    private static String encoded(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
