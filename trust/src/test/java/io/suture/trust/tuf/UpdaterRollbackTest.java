package io.suture.trust.tuf;

import static io.suture.trust.tuf.RepositorySimulator.NOW;
import static io.suture.trust.tuf.RepositorySimulator.SAFE_EXPIRY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Rollback, freeze and mix-and-match: signed, but old or from another state (TUF 1.5.2). */
class UpdaterRollbackTest {

    private static final Instant PAST = NOW.minus(Duration.ofSeconds(1));

    private final RepositorySimulator repository = new RepositorySimulator();
    private final Client client = new Client(repository);

    @BeforeEach
    void updateToVersionTwo() {
        repository.publishAll();
        client.refresh();
        assertThat(client.versions()).hasToString("{root=1, snapshot=2, targets=2, timestamp=2}");
    }

    @Test
    void whenTheTimestampFallsThenItIsRefused() {
        repository.timestampVersion = 0;
        repository.publish("timestamp");
        assertRollback("timestamp", 2, 1);
    }

    @Test
    void whenTheLocalTimestampIsExpiredThenItStillStopsARollback() {
        client.now = SAFE_EXPIRY;
        extendAll();
        repository.timestampVersion = 0;
        repository.publish("root", "timestamp");
        assertRollback("timestamp", 2, 1);
    }

    @Test
    void whenTheSnapshotFallsThenItIsRefused() {
        repository.snapshotVersion = 0;
        repository.publish("snapshot", "timestamp");
        assertRollback("snapshot", 2, 1);
        assertThat(client.versions()).containsEntry("timestamp", 2L);
    }

    @Test
    void whenTheTargetsFallThenTheSnapshotIsRefused() {
        repository.role("targets").version = 0;
        repository.publish("targets", "snapshot", "timestamp");
        assertRollback("targets", 2, 1);
        assertThat(client.versions()).hasToString("{root=1, snapshot=2, targets=2, timestamp=3}");
    }

    @Test
    void whenHashesAreListedThenTheLocalSnapshotStillStopsARollback() {
        repository.hashesInMeta = true;
        repository.role("targets").version = 0;
        repository.publish("targets", "snapshot", "timestamp");
        assertRollback("targets", 2, 1);
    }

    @Test
    void whenOnlyTheLocalTimestampIsLostThenTheSnapshotStillCannotFall() {
        client.store.files.remove("timestamp");
        repository.snapshotVersion = 0;
        repository.publish("snapshot", "timestamp");
        assertRollback("snapshot", 2, 1);
    }

    @Test
    void whenARoleDisappearsFromTheSnapshotThenItIsRefused() {
        repository.delegate("targets", "GW2", false, "GW2/*/*");
        repository.publishAll();
        client.refresh();
        repository.snapshotMeta.remove("GW2");
        repository.publish("snapshot", "timestamp");
        assertThatThrownBy(client::refresh)
                .asInstanceOf(type(TufException.RoleRemoved.class))
                .satisfies(e -> assertThat(e.role()).isEqualTo("GW2"));
        assertThat(client.versions()).containsEntry("snapshot", 3L);
    }

    @Test
    void whenTheTimestampKeepsItsVersionButChangesThenTheOldOneStays() {
        byte[] before = client.store.files.get("timestamp");
        repository.publish("snapshot");
        repository.timestampVersion = 1;
        repository.publish("timestamp");
        repository.requests.clear();
        client.refresh();
        assertThat(client.store.files.get("timestamp")).isEqualTo(before);
        assertThat(repository.requests).containsExactly("2.root.json", "timestamp.json");
    }

    @Test
    void whenTheTimestampStaysUnchangedPastItsExpiryThenTheFreezeIsNoticed() {
        client.now = SAFE_EXPIRY;
        repository.rootExpires = SAFE_EXPIRY.plus(Duration.ofDays(30));
        repository.publish("root");
        assertExpired("timestamp");
    }

    @Test
    void whenTheClockIsOneSecondBeforeExpiryThenItIsValidAndAtExpiryNot() {
        client.now = SAFE_EXPIRY.minus(Duration.ofSeconds(1));
        client.refresh();
        client.now = SAFE_EXPIRY;
        assertExpired("root");
    }

    @Test
    void whenTheNewTimestampIsExpiredThenItIsNotKept() {
        repository.timestampExpires = PAST;
        repository.publish("timestamp");
        assertExpired("timestamp");
        assertThat(client.versions()).containsEntry("timestamp", 2L);
    }

    @Test
    void whenTheNewSnapshotIsExpiredThenItIsNotKept() {
        repository.snapshotExpires = PAST;
        repository.publish("snapshot", "timestamp");
        assertExpired("snapshot");
        assertThat(client.versions()).hasToString("{root=1, snapshot=2, targets=2, timestamp=3}");
    }

    @Test
    void whenTheNewTargetsAreExpiredThenTheyAreNotKept() {
        repository.role("targets").expires = PAST;
        repository.publishAll();
        assertExpired("targets");
        assertThat(client.versions()).hasToString("{root=1, snapshot=3, targets=2, timestamp=3}");
    }

    @Test
    void whenTheLastRootIsExpiredThenItIsKeptAndNothingElseChanges() {
        repository.rootExpires = PAST;
        repository.publish("root");
        repository.publishAll();
        assertExpired("root");
        assertThat(client.versions()).hasToString("{root=2, snapshot=2, targets=2, timestamp=2}");
    }

    @Test
    void whenAnIntermediateRootIsExpiredThenTheLastOneDecides() {
        repository.rootExpires = PAST;
        repository.publish("root");
        repository.rootExpires = SAFE_EXPIRY;
        repository.publish("root");
        client.refresh();
        assertThat(client.versions()).containsEntry("root", 3L);
    }

    @Test
    void whenEveryLocalFileIsExpiredThenNewOnesAreTaken() {
        client.now = SAFE_EXPIRY.plus(Duration.ofDays(1));
        extendAll();
        repository.publish("root");
        repository.publishAll();
        client.refresh();
        assertThat(client.versions()).hasToString("{root=2, snapshot=3, targets=3, timestamp=3}");
    }

    @Test
    void whenTheLocalSnapshotIsExpiredButStillNamedThenTheUpdateIsRefused() {
        client.now = SAFE_EXPIRY.plus(Duration.ofDays(1));
        extendAll();
        repository.snapshotExpires = SAFE_EXPIRY;
        repository.publish("root", "timestamp");
        assertExpired("snapshot");
    }

    @Test
    void whenTargetsAreOfAnotherSnapshotThenTheMixIsRefused() {
        byte[] old = repository.files.get("2.targets.json");
        repository.publishAll();
        repository.files.put("3.targets.json", old);
        assertThatThrownBy(client::refresh)
                .asInstanceOf(type(TufException.VersionMismatch.class))
                .satisfies(e -> assertThat(e.expected()).isEqualTo(3))
                .satisfies(e -> assertThat(e.offered()).isEqualTo(2));
        assertThat(client.versions()).containsEntry("targets", 2L);
    }

    @Test
    void whenTheSnapshotIsNotTheOneTheTimestampNamesThenTheMixIsRefused() {
        byte[] old = repository.files.get("2.snapshot.json");
        repository.publishAll();
        repository.files.put("3.snapshot.json", old);
        assertThatThrownBy(client::refresh).isInstanceOf(TufException.VersionMismatch.class);
        assertThat(client.versions()).hasToString("{root=1, snapshot=2, targets=2, timestamp=3}");
    }

    @Test
    void whenAFileIsMissingThenEarlierRolesAreKept() {
        repository.publishAll();
        repository.files.remove("3.targets.json");
        assertThatThrownBy(client::refresh)
                .asInstanceOf(type(TufException.FileMissing.class))
                .satisfies(e -> assertThat(e.fileName()).isEqualTo("3.targets.json"));
        assertThat(client.versions()).hasToString("{root=1, snapshot=3, targets=2, timestamp=3}");
    }

    @Test
    void whenTheTimestampIsMissingThenNothingChanges() {
        repository.files.remove("timestamp.json");
        assertThatThrownBy(client::refresh).isInstanceOf(TufException.FileMissing.class);
    }

    private void extendAll() {
        Instant later = SAFE_EXPIRY.plus(Duration.ofDays(30));
        repository.rootExpires = later;
        repository.timestampExpires = later;
        repository.snapshotExpires = later;
        repository.role("targets").expires = later;
    }

    private void assertRollback(String role, long trusted, long offered) {
        assertThatThrownBy(client::refresh)
                .asInstanceOf(type(TufException.MetadataRollback.class))
                .satisfies(e -> assertThat(e.role()).isEqualTo(role))
                .satisfies(e -> assertThat(e.trusted()).isEqualTo(trusted))
                .satisfies(e -> assertThat(e.offered()).isEqualTo(offered))
                .satisfies(e -> assertThat(e.code()).isEqualTo("metadata-rollback"));
    }

    private void assertExpired(String role) {
        assertThatThrownBy(client::refresh)
                .asInstanceOf(type(TufException.MetadataExpired.class))
                .satisfies(e -> assertThat(e.role()).isEqualTo(role))
                .satisfies(e -> assertThat(e.now()).isEqualTo(client.now))
                .satisfies(e -> assertThat(e.code()).isEqualTo("metadata-expired"));
    }
}
