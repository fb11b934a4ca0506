package io.suture.device.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.suture.device.state.Phase;
import io.suture.device.state.Slot;
import io.suture.device.state.Steps;
import io.suture.trust.attest.InstallationReceipt;
import io.suture.trust.attest.InstallationReceipt.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A device that no server reaches, and a repository that was carried there (ADR 0030; rule 6 of docs/audit-log.md). */
class CarriedTest {

    private static final TestRelease FIRST = TestRelease.of("GW2/3.1.1", 17);
    private static final TestRelease SECOND = TestRelease.of("GW2/3.2.0", 18);
    private static final TestRelease THIRD = TestRelease.of("GW2/3.3.0", 19);

    @TempDir
    private Path directory;

    private Simulator server;
    private TestDevice device;
    private Path stick;
    private long seen;

    /** The device runs FIRST from its server; then the server is out of reach, and two releases later a stick is written. */
    @BeforeEach
    void setUp() {
        server = new Simulator();
        device = new TestDevice(directory.resolve("device"), server);
        stick = directory.resolve("stick");
        server.publish(FIRST);
        assertThat(device.poll()).as(device.lines.toString()).isTrue();
        seen = server.log().size();
        server.down(true);
        server.growLog();
        server.publish(SECOND);
        server.growLog();
        server.publish(THIRD);
        server.receipts.clear();
    }

    @Test
    void whenTheProofFromItsCheckpointIsCarriedThenTheDeviceJumpsOverReleases() {
        server.carry(stick, seen, seen + 2);

        assertThat(device.install(stick, THIRD)).as(device.lines.toString()).isTrue();

        assertThat(device.lines).contains("ok metadata", "ok choice", "ok gate", "ok log");
        assertThat(device.lines).doesNotContain("ok director");
        assertThat(device.state().version()).isEqualTo("3.3.0");
        assertThat(device.read("log/checkpoint"))
                .startsWith(TestKeys.ORIGIN + "\n" + server.log().size() + "\n");

        server.down(false);
        assertThat(device.poll()).as(device.lines.toString()).isTrue();
        InstallationReceipt receipt = device.delivered().getLast();
        assertThat(receipt.result()).isEqualTo(Result.CONFIRMED);
        assertThat(receipt.checkpointSize()).isEqualTo(server.log().size());
    }

    @Test
    void whenItGoesFromStickToStickThenEachProofLeadsOn() {
        server.carry(stick, seen);
        assertThat(device.install(stick, SECOND)).as(device.lines.toString()).isTrue();
        long before = server.log().size();
        TestRelease fourth = TestRelease.of("GW2/3.4.0", 20);
        server.publish(fourth);
        Path next = directory.resolve("next");
        server.carry(next, seen, before);

        assertThat(device.install(next, fourth)).as(device.lines.toString()).isTrue();
    }

    @Test
    void whenTheProofIsNotCarriedThenItIsRefusedAndWhatRunsGoesOnRunning() {
        server.carry(stick, seen + 1);

        assertRefused("consistency-proof-missing");

        server.carry(stick, seen);
        assertThat(device.install(stick, THIRD)).as(device.lines.toString()).isTrue();
    }

    @Test
    void whenTheProofIsTamperedWithThenItIsRefusedAndBothCheckpointsAreKept() throws IOException {
        server.carry(stick, seen);
        Path proof = stick.resolve("log/consistency/" + seen);
        List<String> lines = Files.readAllLines(proof);
        lines.set(1, "A".repeat(43) + "=");
        Files.writeString(proof, String.join("\n", lines) + "\n");

        assertRefused("log-fork");

        assertThat(device.read("log/fork").split(TestKeys.ORIGIN + "\n", -1)).hasSize(3);
        server.carry(stick, seen);
        assertThat(device.install(stick, THIRD))
                .as("a wrong proof alone proves nothing")
                .isTrue();
    }

    @Test
    void whenTheStickHasAnotherHistoryThenItIsRefusedAndBothCheckpointsAreKept() {
        server.forkLog();
        server.carry(stick, seen);

        assertRefused("log-fork");

        assertThat(device.read("log/fork").split(TestKeys.ORIGIN + "\n", -1)).hasSize(3);
    }

    @Test
    void whenTheReleaseIsOlderThanWhatRunsThenItIsRefused() {
        server.carry(stick, seen);
        assertThat(device.install(stick, THIRD)).as(device.lines.toString()).isTrue();

        assertThat(device.install(stick, SECOND)).isFalse();

        assertThat(device.lines).contains("FAIL rollback-index-too-low");
        assertThat(device.state().version()).isEqualTo("3.3.0");
    }

    @Test
    void whenTheStickIsExpiredThenItIsRefused() {
        server.carry(stick, seen);

        device.at(Simulator.START.plus(Duration.ofDays(91)));

        assertRefused("metadata-expired");
    }

    @Test
    void whenTheEntryIsNotCarriedThenItIsRefused() throws IOException {
        server.carry(stick, seen);
        Files.delete(stick.resolve("log/releases/GW2/3.3.0/release.entry"));

        assertRefused("not-in-log");
    }

    @Test
    void whenAPayloadOnTheStickIsChangedThenItIsRefused() throws IOException {
        server.carry(stick, seen);
        byte[] bytes = Files.readAllBytes(payload());
        bytes[7] ^= 1;
        Files.write(payload(), bytes);

        assertRefused("target-hash-mismatch");
    }

    @Test
    void whenAPayloadIsMissingThenTheUpdateGoesOnFromTheNextStick() throws IOException {
        server.carry(stick, seen);
        Files.delete(payload());
        assertThat(device.install(stick, THIRD)).isFalse();
        assertThat(device.state().phase()).isEqualTo(Phase.VERIFIED);

        server.carry(stick, seen);
        assertThat(device.install(stick, THIRD)).as(device.lines.toString()).isTrue();
    }

    @Test
    void whenThePowerIsCutAtAnyStepThenTheCarriedUpdateIsFinished() {
        server.carry(stick, seen);
        TestDevice counted = fresh("count");
        PowerCut counting = new PowerCut(counted.storage().locate(""), Integer.MAX_VALUE);
        assertThat(counted.crashing(counting).install(stick, THIRD)).isTrue();
        assertThat(counting.reached).isGreaterThan(50);
        for (int step = 1; step <= counting.reached; step += 5) {
            TestDevice cut = fresh("cut-" + step);
            cut(cut, step);
            cut.install(stick, THIRD);
            cut.install(stick, THIRD);
            assertThat(cut.state().version()).as("cut at step " + step).isEqualTo("3.3.0");
            assertThat(cut.waiting()).as("cut at step " + step).hasSize(1);
        }
    }

    private void cut(TestDevice cut, int step) {
        try {
            cut.crashing(new PowerCut(cut.storage().locate(""), step)).install(stick, THIRD);
        } catch (PowerCut.PowerLost expected) {
            assertThat(cut.installer().complete(cut.installer().active())).isTrue();
        } finally {
            cut.crashing(Steps.NONE);
        }
    }

    /** A device from the factory, which has seen no checkpoint. */
    private TestDevice fresh(String name) {
        return new TestDevice(directory.resolve(name), server);
    }

    private Path payload() {
        return stick.resolve("targets").resolve(server.payloadPath(THIRD).substring(Simulator.TARGETS.length()));
    }

    private void assertRefused(String code) {
        assertThat(device.install(stick, THIRD)).isFalse();
        assertThat(device.lines).contains("FAIL " + code);
        assertThat(device.state().version()).isEqualTo("3.1.1");
        assertThat(device.state().slot()).isEqualTo(Slot.B);
        assertThat(device.state().phase()).isEqualTo(Phase.IDLE);
        assertThat(device.installer().complete(Slot.B)).isTrue();
    }
}
