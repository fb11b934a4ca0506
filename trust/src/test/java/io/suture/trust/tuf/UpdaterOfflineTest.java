package io.suture.trust.tuf;

import static io.suture.trust.tuf.RepositorySimulator.SAFE_EXPIRY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatObject;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.suture.trust.json.JsonObject;
import io.suture.trust.tuf.MemoryStore.PowerLoss;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.assertj.core.api.ObjectAssert;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A repository that is carried to the device: offline-update stands for timestamp and snapshot (ADR 0017, E15). */
class UpdaterOfflineTest {

    private static final byte[] CONTENT = "content".getBytes(StandardCharsets.UTF_8);
    private static final String PATH = "GW2/1/file";

    private final RepositorySimulator repository = new RepositorySimulator();
    private final Client client = new Client(repository);

    @BeforeEach
    void publishABundle() {
        repository.delegate("targets", OfflineUpdate.ROLE, true, OfflineUpdate.PATHS);
        repository.delegate("targets", "GW2", true, "GW2/*/*");
        repository.addTarget("GW2", PATH, CONTENT);
        publishEverything();
    }

    private void publishEverything() {
        repository.publish("targets", "GW2");
        repository.publishOfflineUpdate();
        repository.publish("snapshot", "timestamp");
    }

    @Test
    void whenTheBundleIsValidThenItIsReadWithoutTimestampAndSnapshot() {
        assertThat(downloadOffline()).isEqualTo(CONTENT);
        assertThat(repository.requests)
                .containsExactly(
                        "2.root.json",
                        "offline-update.json",
                        "2.targets.json",
                        "1.GW2.json",
                        repository.role("GW2").files.get(PATH).consistentPath());
        assertThat(client.versions()).hasToString("{GW2=1, offline-update=1, root=1, targets=2}");
    }

    @Test
    void whenTheBundleIsReadThenItsOwnListingIsFoundToo() {
        assertThat(client.offlineUpdater().target("offline-update/1.GW2.json")).isPresent();
        assertThat(client.offlineUpdater().metadata().files()).containsOnlyKeys("root", "targets", "offline-update");
    }

    @Test
    void whenTimestampAndSnapshotAreForgedThenTheBundleDoesNotCare() {
        repository.files.put("timestamp.json", CONTENT);
        repository.files.put("2.snapshot.json", CONTENT);
        assertThat(downloadOffline()).isEqualTo(CONTENT);
    }

    @Test
    void whenTheBundleIsReplayedAfterItsExpiryThenItIsRefused() {
        downloadOffline();
        repository.role("targets").expires = SAFE_EXPIRY.plus(Duration.ofDays(99));
        repository.rootExpires = SAFE_EXPIRY.plus(Duration.ofDays(99));
        repository.publish("root");
        publishEverything();
        client.now = SAFE_EXPIRY.minusSeconds(1);
        assertThat(downloadOffline()).isEqualTo(CONTENT);
        client.now = SAFE_EXPIRY;
        assertRefused(TufException.MetadataExpired.class)
                .extracting(TufException.MetadataExpired::role)
                .isEqualTo("offline-update");
    }

    @Test
    void whenARoleOfTheBundleIsExpiredThenItIsRefused() {
        repository.role("GW2").expires = RepositorySimulator.NOW;
        publishEverything();
        assertRefused(TufException.MetadataExpired.class)
                .extracting(TufException.MetadataExpired::role)
                .isEqualTo("GW2");
    }

    @Test
    void whenARoleIsOlderThanTrustedOnlineThenTheBundleIsRefused() {
        Map<String, byte[]> carried = carry();
        repository.publish("GW2", "snapshot", "timestamp");
        client.refresh();
        serve(carried);
        assertRollback("GW2", 2, 1);
    }

    @Test
    void whenTheBundleIsOlderThanTheOneSeenOnlineThenItIsRefused() {
        Map<String, byte[]> carried = carry();
        repository.publishOfflineUpdate();
        repository.publish("snapshot", "timestamp");
        client.refresh();
        serve(carried);
        assertRollback("offline-update", 2, 1);
    }

    @Test
    void whenARoleTrustedOnlineIsNotInTheBundleThenItIsRefused() {
        Map<String, byte[]> carried = carry();
        repository.delegate("targets", "GW3", true, "GW3/*/*");
        repository.publish("GW3", "snapshot", "timestamp");
        client.refresh();
        serve(carried);
        assertRefused(TufException.RoleRemoved.class)
                .extracting(TufException.RoleRemoved::role)
                .isEqualTo("GW3");
    }

    @Test
    void whenTheBundleIsOlderThanAnEarlierOneThenItIsRefused() {
        Map<String, byte[]> carried = carry();
        publishEverything();
        downloadOffline();
        serve(carried);
        assertThatThrownBy(client.offlineUpdater()::refresh).isInstanceOf(TufException.MetadataRollback.class);
    }

    @Test
    void whenOnlyTheListingIsOlderThanAnEarlierOneThenItIsRefused() {
        Map<String, byte[]> carried = carry();
        repository.publishOfflineUpdate();
        downloadOffline();
        serve(carried);
        assertRollback("offline-update", 2, 1);
    }

    @Test
    void whenANewerListingTakesARoleBackThenItIsRefused() {
        publishEverything();
        downloadOffline();
        repository.role("GW2").version = 1;
        repository.publishOfflineUpdate();
        assertRollback("GW2", 2, 1);
    }

    @Test
    void whenTheTargetsAreOlderThanTrustedBeforeThenTheBundleIsRefused() {
        Map<String, byte[]> carried = carry();
        repository.publish("targets", "snapshot", "timestamp");
        client.refresh();
        client.store.files.remove("snapshot");
        serve(carried);
        assertRollback("targets", 3, 2);
    }

    @Test
    void whenAStolenKeyHasRunAheadThenAnotherKeyRecovers() {
        repository.role(OfflineUpdate.ROLE).version = Integer.MAX_VALUE;
        repository.publishOfflineUpdate();
        downloadOffline();
        repository.role(OfflineUpdate.ROLE).version = 1;
        repository.publishOfflineUpdate();
        assertRollback("offline-update", 1L + Integer.MAX_VALUE, 2);
        replaceOfflineKey();
        publishEverything();
        assertThat(downloadOffline()).isEqualTo(CONTENT);
    }

    private void replaceOfflineKey() {
        repository.role("targets").delegations.removeIf(role -> role.name().equals(OfflineUpdate.ROLE));
        repository.signers.remove(OfflineUpdate.ROLE);
        repository.delegate("targets", OfflineUpdate.ROLE, true, OfflineUpdate.PATHS);
    }

    @Test
    void whenARoleIsNotInTheListThenItIsRefused() {
        dropFromListing("offline-update/1.GW2.json");
        assertRefused(TufException.RoleNotInSnapshot.class)
                .extracting(TufException.RoleNotInSnapshot::role)
                .isEqualTo("GW2");
    }

    @Test
    void whenTheTargetsAreNotInTheListThenTheBundleIsRefused() {
        dropFromListing("offline-update/2.targets.json");
        assertRefused(TufException.RoleNotInSnapshot.class)
                .extracting(TufException.RoleNotInSnapshot::role)
                .isEqualTo("targets");
    }

    private void dropFromListing(String path) {
        editListing(targets -> Edits.without(targets, path));
    }

    private void editListing(UnaryOperator<JsonObject> edit) {
        repository.edits.put(
                OfflineUpdate.ROLE, signed -> Edits.at(signed, "targets", targets -> edit.apply((JsonObject) targets)));
        repository.publishOfflineUpdate();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.GW2.json", "2.targets.json"})
    void whenARoleFileIsNotTheListedOneThenItIsRefused(String fileName) {
        String file = new String(repository.files.get(fileName), StandardCharsets.UTF_8);
        repository.files.put(fileName, file.replace("1.0.34", "1.0.33").getBytes(StandardCharsets.UTF_8));
        assertRefused(TufException.LengthOrHashMismatch.class);
    }

    @Test
    void whenTheListedVersionIsNotTheFilesThenItIsRefused() {
        byte[] file = repository.files.get("1.GW2.json");
        repository.files.put("7.GW2.json", file);
        editListing(targets -> Edits.without(targets, "offline-update/1.GW2.json").toBuilder()
                .put("offline-update/7.GW2.json", targets.get("offline-update/1.GW2.json"))
                .build());
        assertRefused(TufException.VersionMismatch.class)
                .extracting(TufException.VersionMismatch::expected)
                .isEqualTo(7L);
    }

    @Test
    void whenAnotherKeySignedTheListingThenItIsRefused() {
        repository.signers.get(OfflineUpdate.ROLE).clear();
        repository.signers.get(OfflineUpdate.ROLE).addAll(repository.signers.get("snapshot"));
        repository.publishOfflineUpdate();
        assertRefused(TufException.ThresholdNotMet.class)
                .extracting(TufException.ThresholdNotMet::role)
                .isEqualTo("offline-update");
    }

    @Test
    void whenAnotherKeySignedTheTargetsThenTheBundleIsRefused() {
        repository.signers.put("targets", repository.signers.get(OfflineUpdate.ROLE));
        publishEverything();
        assertRefused(TufException.ThresholdNotMet.class)
                .extracting(TufException.ThresholdNotMet::role)
                .isEqualTo("targets");
    }

    @Test
    void whenAProductsKeyIsStolenThenItsRoleStillNeedsTheListing() {
        repository.addTarget("GW2", "GW2/2/file", CONTENT);
        repository.publish("GW2");
        assertThat(client.offlineUpdater().target("GW2/2/file")).isEmpty();
    }

    @Test
    void whenTheTargetsDoNotDelegateThenTheBundleIsRefused() {
        repository.role("targets").delegations.removeIf(role -> role.name().equals(OfflineUpdate.ROLE));
        publishEverything();
        assertRefused(TufException.RoleNotDelegated.class)
                .extracting(TufException.RoleNotDelegated::role)
                .isEqualTo("offline-update");
    }

    @Test
    void whenTheDelegationCoversOtherPathsThenTheBundleIsRefused() {
        repository.role("targets").delegations.removeIf(role -> role.name().equals(OfflineUpdate.ROLE));
        repository.delegate(
                "targets",
                OfflineUpdate.ROLE,
                repository.signers.get(OfflineUpdate.ROLE).getFirst(),
                "else/*");
        publishEverything();
        assertRefused(TufException.MetadataMalformed.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "offline-update/GW2.json",
                "offline-update/0.GW2.json",
                "offline-update/1.GW2",
                "offline-update/3.GW2.json",
                "offline-update/1.G%57.json",
                "offline-update/1.G%zz.json",
                "offline-update/1.a b.json",
                "offline-update/1.offline-update.json"
            })
    void whenTheListingNamesNoMetadataFileThenItIsRefused(String path) {
        editListing(targets -> targets.toBuilder()
                .put(path, targets.get("offline-update/1.GW2.json"))
                .build());
        assertRefused(TufException.MetadataMalformed.class);
    }

    @Test
    void whenTheBundleHasNewerRootsThenTheyAreFollowedFirst() {
        repository.rotateKeys("timestamp");
        repository.rotateKeys("targets");
        repository.publish("root", "root");
        publishEverything();
        assertThat(downloadOffline()).isEqualTo(CONTENT);
        assertThat(client.versions()).containsEntry("root", 3L);
    }

    @Test
    void whenTheBundleHasNewerRootsThenFilesOfRevokedOnlineKeysGo() {
        client.refresh();
        repository.rotateKeys("snapshot");
        repository.publish("root");
        assertThat(downloadOffline()).isEqualTo(CONTENT);
        assertThat(client.versions()).hasToString("{GW2=1, offline-update=1, root=2, targets=2}");
    }

    @Test
    void whenAnOnlineUpdateFollowsThenItNeedsTimestampAndSnapshot() {
        downloadOffline();
        publishEverything();
        assertThat(client.download(PATH)).isEqualTo(CONTENT);
        assertThat(client.versions())
                .hasToString("{GW2=2, offline-update=1, root=1, snapshot=3, targets=3, timestamp=3}");
    }

    @Test
    void whenOnlyTheTimestampIsExpiredThenTheOnlineUpdateIsRefusedAllTheSame() {
        downloadOffline();
        repository.timestampExpires = RepositorySimulator.NOW;
        repository.publish("timestamp");
        assertThatThrownBy(client::refresh)
                .asInstanceOf(type(TufException.MetadataExpired.class))
                .extracting(TufException.MetadataExpired::role)
                .isEqualTo("timestamp");
    }

    @Test
    void whenAnOfflineUpdateFollowsAnOnlineOneThenNewerFilesAreTrusted() {
        client.download(PATH);
        publishEverything();
        assertThat(downloadOffline()).isEqualTo(CONTENT);
        assertThat(client.versions())
                .hasToString("{GW2=2, offline-update=2, root=1, snapshot=2, targets=3, timestamp=2}");
        assertThat(client.download(PATH)).isEqualTo(CONTENT);
    }

    @Test
    void whenAListingRanAheadThenOnlineUpdatesDoNotMind() {
        repository.role(OfflineUpdate.ROLE).version = Integer.MAX_VALUE;
        repository.publishOfflineUpdate();
        downloadOffline();
        repository.role(OfflineUpdate.ROLE).version = 0;
        publishEverything();
        assertThat(client.download(PATH)).isEqualTo(CONTENT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"offline-update.json", "2.targets.json", "1.GW2.json"})
    void whenAFileOfTheBundleIsCutAtAnyByteThenItIsRefused(String fileName) {
        byte[] whole = repository.files.get(fileName);
        for (int length = 0; length < whole.length; length += 7) {
            repository.files.put(fileName, Arrays.copyOf(whole, length));
            assertThatThrownBy(this::downloadOffline).isInstanceOf(TufException.class);
        }
        repository.files.put(fileName, whole);
        assertThat(downloadOffline()).isEqualTo(CONTENT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"offline-update.json", "2.targets.json", "1.GW2.json"})
    void whenAFileOfTheBundleIsMissingThenItIsRefused(String fileName) {
        repository.files.remove(fileName);
        assertRefused(TufException.FileMissing.class)
                .extracting(TufException.FileMissing::fileName)
                .isEqualTo(fileName);
    }

    @Test
    void whenTheListingIsLargerThanAllowedThenItIsRefused() {
        repository.edit(
                "offline-update.json",
                file -> file.toBuilder().put("padding", "x".repeat(2000)).build());
        int length = repository.files.get("offline-update.json").length;
        client.limits = new TufLimits(100_000, 100_000, 100_000, length, 9, 9);
        assertThat(downloadOffline()).isEqualTo(CONTENT);
        client.limits = new TufLimits(100_000, 100_000, 100_000, length - 1, 9, 9);
        assertRefused(TufException.FileTooLarge.class)
                .extracting(TufException.FileTooLarge::name)
                .isEqualTo("offline-update.json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"offline-update", "snapshot", "targets", "GW2"})
    void whenALocalFileIsSpoiledThenTheBundleRepairsItOrDoesWithoutIt(String role) {
        client.download(PATH);
        downloadOffline();
        client.store.files.put(role, CONTENT);
        assertThat(downloadOffline()).isEqualTo(CONTENT);
    }

    @Test
    void whenPowerIsLostBeforeAnyChangeThenBothKindsOfUpdateStillWork() {
        client.download(PATH);
        repository.rotateKeys("snapshot");
        repository.publish("root");
        publishEverything();
        int steps = 0;
        while (losesPower(steps)) {
            steps++;
        }
        assertThat(steps).isEqualTo(6);
    }

    private boolean losesPower(int changes) {
        Client victim = new Client(repository);
        victim.store.files.putAll(client.store.files);
        Map<String, Long> before = victim.versions();
        victim.store.losePowerAfter(changes);
        boolean lost = false;
        try {
            victim.offlineUpdater().downloadSmall(PATH, 1000);
        } catch (PowerLoss e) {
            lost = true;
        }
        victim.store.powerBack();
        for (String role : new String[] {"root", "targets", "GW2"}) {
            assertThat(victim.versions().get(role)).as(role).isGreaterThanOrEqualTo(before.get(role));
        }
        Client online = new Client(repository);
        online.store.files.putAll(victim.store.files);
        assertThat(online.download(PATH)).as("online after %d changes", changes).isEqualTo(CONTENT);
        assertThat(victim.offlineUpdater().downloadSmall(PATH, 1000)).isEqualTo(CONTENT);
        // files of revoked keys may have survived; the root that was written first no longer accepts them
        assertThat(victim.versions())
                .containsAllEntriesOf(Map.of("GW2", 2L, "offline-update", 2L, "root", 2L, "targets", 3L));
        return lost;
    }

    private byte[] downloadOffline() {
        return client.offlineUpdater().downloadSmall(PATH, 1000);
    }

    private Map<String, byte[]> carry() {
        return new LinkedHashMap<>(repository.files);
    }

    private void serve(Map<String, byte[]> files) {
        repository.files.clear();
        repository.files.putAll(files);
    }

    private void assertRollback(String role, long trusted, long offered) {
        assertRefused(TufException.MetadataRollback.class).satisfies(refusal -> {
            assertThat(refusal.role()).isEqualTo(role);
            assertThat(refusal.trusted()).isEqualTo(trusted);
            assertThat(refusal.offered()).isEqualTo(offered);
        });
    }

    private <T extends TufException> ObjectAssert<T> assertRefused(Class<T> refusal) {
        return assertThatObject(catchThrowableOfType(refusal, this::downloadOffline))
                .isNotNull();
    }
}
