package io.suture.device.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.suture.device.state.DeviceState;
import io.suture.device.state.Phase;
import io.suture.device.state.Slot;
import io.suture.device.transport.Exchange;
import io.suture.device.transport.TransportException;
import io.suture.trust.attest.InstallationReceipt;
import io.suture.trust.attest.InstallationReceipt.Result;
import io.suture.trust.attest.PolicyRef;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UpdateAgentTest {

    private static final TestRelease RELEASE = TestRelease.of("GW2/3.1.1", 17);

    @TempDir
    private Path directory;

    private Simulator server;
    private TestDevice device;

    @BeforeEach
    void setUp() {
        server = new Simulator();
        device = new TestDevice(directory, server);
    }

    @Test
    void whenAReleaseIsAssignedThenItRunsAndAReceiptSaysSo() {
        server.publish(RELEASE);

        assertThat(device.poll()).as(device.lines.toString()).isTrue();

        assertThat(device.lines)
                .containsExactly(
                        "ok identity",
                        "ok metadata",
                        "ok director",
                        "ok assignment",
                        "ok manifest",
                        "ok agreement",
                        "ok compatibility",
                        "ok gate",
                        "ok log",
                        "ok download",
                        "ok safe-state",
                        "ok install",
                        "ok trial-boot",
                        "ok health",
                        "ok confirm",
                        "ok receipt");
        assertRuns("3.1.1", 17, Slot.B);
        assertThat(device.read("slots/b/gw2-3.1.1.bin")).isNotEmpty();
        assertThat(device.read("log/checkpoint")).startsWith(TestKeys.ORIGIN + "\n2\n");
        InstallationReceipt receipt = onlyReceipt();
        assertThat(receipt.result()).isEqualTo(Result.CONFIRMED);
        assertThat(receipt.fromVersion()).isEqualTo("3.1.0");
        assertThat(receipt.entryIndex()).isEqualTo(1);
        assertThat(receipt.checkpointSize()).isEqualTo(2);
        assertThat(receipt.counter()).isEqualTo(1);
        assertThat(receipt.policy()).contains(server.policy());
        assertThat(device.storage().list("download")).isEmpty();
    }

    @Test
    void whenTheAssignedReleaseRunsThenNothingIsDone() {
        server.publish(RELEASE);
        device.poll();

        assertThat(device.poll()).isTrue();

        assertThat(device.lines).containsExactly("ok identity", "ok metadata", "ok director", "ok assignment");
        assertThat(server.receipts).hasSize(1);
    }

    @Test
    void whenNothingIsAssignedThenNothingIsDone() {
        assertThat(device.poll()).isTrue();

        assertThat(device.lines).containsExactly("ok identity", "ok metadata", "ok director", "ok assignment");
    }

    @Test
    void whenASecondReleaseFollowsThenItGoesIntoTheOtherSlotAndTheLogIsFollowed() {
        server.publish(RELEASE);
        device.poll();
        server.growLog();
        server.publish(TestRelease.of("GW2/3.2.0", 18));

        assertThat(device.poll()).as(device.lines.toString()).isTrue();

        assertRuns("3.2.0", 18, Slot.A);
        assertThat(device.read("log/checkpoint")).startsWith(TestKeys.ORIGIN + "\n4\n");
    }

    @Test
    void whenAPayloadByteIsFlippedThenItIsRefusedAndReportedOnce() {
        server.publish(RELEASE);
        server.files.get(server.payloadPath(RELEASE))[100_000] ^= 1;

        assertRefused("target-hash-mismatch");
        assertRefused("target-hash-mismatch");

        assertThat(onlyReceipt().reason()).isEqualTo("target-hash-mismatch");
        assertThat(onlyReceipt().result()).isEqualTo(Result.REFUSED);
    }

    @Test
    void whenThePayloadIsMendedAfterARefusalThenItIsInstalled() {
        server.publish(RELEASE);
        server.files.get(server.payloadPath(RELEASE))[100_000] ^= 1;
        device.poll();
        server.files.get(server.payloadPath(RELEASE))[100_000] ^= 1;

        assertThat(device.poll()).isTrue();

        assertThat(device.delivered()).extracting(InstallationReceipt::counter).containsExactly(1L, 2L);
    }

    @Test
    void whenEvidenceIsMissingThenTheGateRefuses() {
        server.publish(RELEASE.withoutScan());

        assertRefused("gate-refused");
    }

    /** Whatever refuses once the manifest was there: the release, the device or the gate. */
    @Test
    void whenAReleaseIsRefusedThenTheReceiptNamesThePolicyInForce() {
        PolicyRef inForce = server.policyOfVersion(7);
        server.publish(RELEASE.withoutScan());
        assertRefused("gate-refused");
        assertThat(onlyReceipt().policy()).contains(inForce);

        server.receipts.clear();
        server.publish(TestRelease.of("PUMP/1.0.0", 17));
        assertRefused("wrong-product");
        assertThat(onlyReceipt().policy()).contains(inForce);
        assertThat(inForce.version()).isEqualTo(7);
    }

    /** Nothing new could be read: what was in force is what the device judged by last, if anything. */
    @Test
    void whenMetadataAreRefusedThenTheReceiptNamesThePolicyThatTheDeviceJudgedByLast() {
        PolicyRef judgedBy = server.policyOfVersion(7);
        server.publish(RELEASE);
        device.poll();
        server.receipts.clear();
        server.policyOfVersion(8);
        server.timestampValidFor(Duration.ofMinutes(-1)).publish(TestRelease.of("GW2/3.2.0", 18));

        assertThat(device.poll()).isFalse();

        assertThat(onlyReceipt().reason()).isEqualTo("metadata-expired");
        assertThat(onlyReceipt().policy()).contains(judgedBy);
    }

    @Test
    void whenNoPolicyWasEverKnownThenTheReceiptOfARefusalNamesNone() {
        server.timestampValidFor(Duration.ofMinutes(-1)).publish(RELEASE);

        assertRefused("metadata-expired");

        assertThat(onlyReceipt().policy()).isEmpty();
    }

    @Test
    void whenTheReleaseIsForAnotherProductThenItIsRefused() {
        server.publish(TestRelease.of("PUMP/1.0.0", 17));

        assertRefused("wrong-product");
        assertThat(server.requests).noneMatch(request -> request.path().endsWith(".bin"));
    }

    @Test
    void whenTheReleaseIsForAnotherUdiDiThenItIsRefused() {
        server.publish(RELEASE.fitting("00000000000000", "VM"));

        assertRefused("wrong-udi-di");
    }

    @Test
    void whenTheReleaseIsForAnotherHardwareThenItIsRefused() {
        server.publish(RELEASE.fitting(TestRelease.UDI_DI, "R9"));

        assertRefused("wrong-hardware-revision");
    }

    @Test
    void whenTheReleaseUpdatesAnotherVersionThenItIsRefused() {
        server.publish(RELEASE.fitting(TestRelease.UDI_DI, "VM", "2.0.0"));

        assertRefused("version-not-supported");
    }

    @Test
    void whenTheRollbackIndexIsLowerThenItIsRefused() {
        server.publish(TestRelease.of("GW2/3.0.9", 15));

        assertRefused("rollback-index-too-low");
    }

    @Test
    void whenTheReleaseIsNotInTheLogThenItIsRefused() {
        server.publish(RELEASE.notLogged());

        assertRefused("not-in-log");
    }

    @Test
    void whenTheLogShowsAnotherHistoryThenItIsRefusedAndBothCheckpointsAreKept() {
        server.publish(RELEASE);
        device.poll();
        server.publish(TestRelease.of("GW2/3.2.0", 18));
        server.forkLog();

        assertThat(device.poll()).isFalse();

        assertThat(device.lines).contains("FAIL log-fork");
        assertRuns("3.1.1", 17, Slot.B);
        assertThat(device.read("log/fork")).contains(TestKeys.ORIGIN + "\n2\n").contains(TestKeys.ORIGIN + "\n3\n");
        assertThat(device.read("log/checkpoint")).startsWith(TestKeys.ORIGIN + "\n2\n");
        assertThat(device.delivered().getLast().reason()).isEqualTo("log-fork");
    }

    @Test
    void whenMetadataIsExpiredThenItIsRefused() {
        server.timestampValidFor(Duration.ofMinutes(-1)).publish(RELEASE);

        assertRefused("metadata-expired");
    }

    @Test
    void whenTheClockIsBehindThenItStillInstalls() {
        server.publish(RELEASE);

        assertThat(device.at(Simulator.START.minus(Duration.ofDays(3650))).poll())
                .as(device.lines.toString())
                .isTrue();
    }

    @Test
    void whenTheClockIsAheadThenItIsRefusedAndTheOldVersionRuns() {
        server.publish(RELEASE);
        device.at(Simulator.START.plus(Duration.ofDays(3650)));

        assertRefused("metadata-expired");
    }

    @Test
    void whenTheCertificateNamesAnotherDeviceThenNothingIsAsked() {
        server.publish(RELEASE);
        device.certified(TestKeys.certificate("exm", "D-002"));

        assertThat(device.poll()).isFalse();

        assertThat(device.lines).containsExactly("FAIL identity-mismatch");
        assertThat(server.requests).isEmpty();
    }

    @Test
    void whenTheHealthCheckFailsThenTheOldVersionRunsAndTheReleaseIsNotTriedAgain() {
        server.publish(RELEASE);
        device.healthy(false);

        assertThat(device.poll()).isFalse();

        assertThat(device.lines).contains("FAIL health-check-failed", "ok roll-back");
        assertRuns("3.1.0", 16, Slot.A);
        assertThat(onlyReceipt().result()).isEqualTo(Result.ROLLED_BACK);
        assertThat(onlyReceipt().reason()).isEqualTo("health-check-failed");
        assertThat(device.read("log/checkpoint")).isEmpty();
        assertThat(device.poll()).isFalse();
        assertThat(device.lines).contains("FAIL rolled-back-before");
        assertThat(server.receipts).hasSize(1);
    }

    @Test
    void whenAskedToForgetThenARolledBackReleaseIsTriedAgain() {
        server.publish(RELEASE);
        device.healthy(false).poll();
        device.healthy(true).agent().forget();

        assertThat(device.poll()).isTrue();

        assertRuns("3.1.1", 17, Slot.B);
    }

    @Test
    void whenTheDeviceIsInUseThenTheUpdateWaitsAndNeedsNoFreshMetadataLater() {
        server.publish(RELEASE);

        assertThat(device.safe(false).poll()).isFalse();

        assertThat(device.lines).last().isEqualTo("FAIL safe-state-refused");
        assertThat(device.state().phase()).isEqualTo(Phase.DOWNLOADED);
        assertThat(device.installer().running()).isEqualTo(Slot.A);
        assertThat(server.receipts).isEmpty();
        server.down(true);
        assertThat(device.safe(true)
                        .at(Simulator.START.plus(Duration.ofDays(400)))
                        .poll())
                .as(device.lines.toString())
                .isTrue();
        assertRuns("3.1.1", 17, Slot.B);
        assertThat(device.waiting()).hasSize(1);
        server.down(false);
        assertThat(device.agent().flush()).isTrue();
        assertThat(onlyReceipt().result()).isEqualTo(Result.CONFIRMED);
    }

    @Test
    void whenTheReleaseIsWithdrawnWhileTheUpdateWaitsThenItIsGivenUp() {
        server.publish(RELEASE);
        device.safe(false).poll();
        server.assignNothing();

        assertThat(device.safe(true).poll()).isFalse();

        assertThat(device.lines).contains("FAIL superseded");
        assertRuns("3.1.0", 16, Slot.A);
        assertThat(onlyReceipt().reason()).isEqualTo("superseded");
    }

    @Test
    void whenTheServerIsDownThenNothingIsReported() {
        server.down(true);

        assertThat(device.poll()).isFalse();

        assertThat(device.lines).last().isEqualTo("FAIL server-unreachable");
        assertThat(device.waiting()).isEmpty();
    }

    @Test
    void whenTheServerAsksToComeBackLaterThenThatIsRespected() {
        server.spoilt.put("/device/v1/assignment", answer -> {
            throw new TransportException.UnexpectedStatus(
                    "assignment", 503, Optional.empty(), Optional.of(Duration.ofMinutes(7)));
        });

        assertThat(device.agent().poll().next()).contains(Duration.ofMinutes(7));
    }

    @Test
    void whenMetadataHasNoEndThenItIsRefused() {
        server.publish(RELEASE);
        server.spoilt.put(Simulator.METADATA + "timestamp.json", answer -> TestExchange.endless());

        assertRefused("file-too-large");
    }

    @Test
    void whenAPayloadHasNoEndThenItIsRefusedAtItsSignedLength() {
        server.publish(RELEASE);
        server.spoilt.put(server.payloadPath(RELEASE), answer -> TestExchange.endless());

        assertRefused("target-hash-mismatch");
    }

    @Test
    void whenTheConnectionIsCutAgainAndAgainThenTheDownloadContinues() {
        server.publish(RELEASE);
        server.spoilt.put(server.payloadPath(RELEASE), answer -> TestExchange.cut(answer, 30_000));

        assertThat(device.poll()).as(device.lines.toString()).isTrue();

        assertThat(server.requests.stream().filter(request -> request.path().endsWith(".bin")))
                .hasSize(7)
                .filteredOn(request -> request.headers().containsKey("Range"))
                .hasSize(6);
    }

    @Test
    void whenThePayloadDripsThenTheUpdateWaitsAndContinuesLater() {
        server.publish(RELEASE);
        server.spoilt.put(server.payloadPath(RELEASE), UpdateAgentTest::dripping);

        assertThat(device.poll()).isFalse();

        assertThat(device.lines).last().isEqualTo("FAIL server-unreachable");
        assertThat(device.state().phase()).isEqualTo(Phase.VERIFIED);
        assertThat(server.receipts).isEmpty();
        server.spoilt.clear();
        assertThat(device.poll()).isTrue();
    }

    private static Exchange dripping(Exchange answer) {
        throw new TransportException.TooSlow("payload", "1 byte in a window");
    }

    @Test
    void whenStateIsTruncatedThenItIsRebuiltFromTheActiveSlot() throws Exception {
        server.publish(RELEASE);
        device.poll();
        truncate("state.json");
        truncate("log/checkpoint");
        server.publish(TestRelease.of("GW2/3.2.0", 18));

        assertThat(device.poll()).as(device.lines.toString()).isTrue();

        assertThat(device.lines).contains("FAIL state-damaged");
        assertRuns("3.2.0", 18, Slot.A);
        assertThat(server.requests).anyMatch(request -> request.path().endsWith("/consistency/2/3"));
    }

    @Test
    void whenTheRootIsTruncatedThenTheEnrolmentsRootIsUsed() throws Exception {
        server.publish(RELEASE);
        truncate("tuf/root.json");

        assertThat(device.poll()).as(device.lines.toString()).isTrue();
    }

    @Test
    void whenOtherMetadataIsTruncatedThenItIsFetchedAgain() throws Exception {
        server.publish(RELEASE);
        device.poll();
        truncate("tuf/timestamp.json");
        truncate("tuf/snapshot.json");
        truncate("tuf/GW2.json");
        server.publish(TestRelease.of("GW2/3.2.0", 18));

        assertThat(device.poll()).as(device.lines.toString()).isTrue();
    }

    @Test
    void whenTheActiveMarkIsTruncatedThenTheRunningSlotCounts() throws Exception {
        server.publish(RELEASE);
        device.poll();
        truncate("slots/active");
        server.publish(TestRelease.of("GW2/3.2.0", 18));

        assertThat(device.poll()).isTrue();

        assertRuns("3.2.0", 18, Slot.A);
    }

    @Test
    void whenAWaitingReceiptIsTruncatedThenItIsSetAside() throws Exception {
        server.publish(RELEASE);
        server.spoilt.put("/device/v1/receipts", answer -> {
            throw new TransportException.Unreachable("receipts", "down");
        });
        device.poll();
        truncate("receipts/queue/" + device.waiting().getFirst() + ".json");
        server.spoilt.clear();
        server.receipts.clear();

        device.poll();

        assertThat(device.lines).contains("FAIL receipt-damaged");
        assertThat(device.waiting()).isEmpty();
    }

    private void truncate(String file) throws Exception {
        byte[] content = Files.readAllBytes(directory.resolve(file));
        byte[] half = new String(content, StandardCharsets.ISO_8859_1)
                .substring(0, content.length / 2)
                .getBytes(StandardCharsets.ISO_8859_1);
        Files.write(directory.resolve(file), half.length <= 1 ? new byte[0] : half);
    }

    private void assertRefused(String code) {
        assertThat(device.poll()).isFalse();
        assertThat(device.lines)
                .filteredOn(line -> line.startsWith("FAIL"))
                .first()
                .isEqualTo("FAIL " + code);
        assertRuns("3.1.0", 16, Slot.A);
        assertThat(device.delivered()).extracting(InstallationReceipt::reason).containsExactly(code);
    }

    private void assertRuns(String version, long rollbackIndex, Slot slot) {
        DeviceState state = device.state();
        assertThat(state.phase()).isEqualTo(Phase.IDLE);
        assertThat(state.version()).isEqualTo(version);
        assertThat(state.rollbackIndex()).isEqualTo(rollbackIndex);
        assertThat(state.slot()).isEqualTo(slot);
        assertThat(device.installer().active()).isEqualTo(slot);
        assertThat(device.installer().running()).isEqualTo(slot);
        assertThat(device.installer().complete(slot)).isTrue();
    }

    private InstallationReceipt onlyReceipt() {
        assertThat(server.receipts).hasSize(1);
        return device.delivered().getFirst();
    }
}
