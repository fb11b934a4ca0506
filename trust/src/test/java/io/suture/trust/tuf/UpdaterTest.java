package io.suture.trust.tuf;

import static io.suture.trust.tuf.RepositorySimulator.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.suture.trust.json.Json;
import io.suture.trust.json.JsonArray;
import io.suture.trust.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The ordinary way of an update: which requests are made, what is kept. */
class UpdaterTest {

    private static final byte[] CONTENT = "content".getBytes(StandardCharsets.UTF_8);

    private final RepositorySimulator repository = new RepositorySimulator();
    private final Client client = new Client(repository);

    @Test
    void whenRefreshedForTheFirstTimeThenEveryRoleIsFetchedOnceAndKept() {
        client.refresh();
        assertThat(repository.requests)
                .containsExactly("2.root.json", "timestamp.json", "1.snapshot.json", "1.targets.json");
        assertThat(client.store.files).containsOnlyKeys("root", "timestamp", "snapshot", "targets");
        assertThat(client.store.files.get("timestamp")).isEqualTo(repository.files.get("timestamp.json"));
    }

    @Test
    void whenNothingChangedThenOnlyRootAndTimestampAreAskedFor() {
        client.refresh();
        repository.requests.clear();
        client.refresh();
        assertThat(repository.requests).containsExactly("2.root.json", "timestamp.json");
    }

    @Test
    void whenRefreshedTwiceInOneUpdateThenTheSecondAsksNothing() {
        Updater updater = client.updater();
        updater.refresh();
        repository.requests.clear();
        updater.refresh();
        assertThat(repository.requests).isEmpty();
    }

    @Test
    void whenThereIsNoTrustedRootThenNothingIsAskedFor() {
        client.store.files.clear();
        assertThatThrownBy(client::refresh).isInstanceOf(TufException.TrustedRootMissing.class);
        assertThat(repository.requests).isEmpty();
    }

    @Test
    void whenTheTrustedRootIsDamagedThenNothingIsAskedFor() {
        client.store.files.put("root", new byte[] {'{'});
        assertThatThrownBy(client::refresh).isInstanceOf(TufException.MetadataMalformed.class);
        assertThat(repository.requests).isEmpty();
    }

    @Test
    void whenTheTrustedRootIsNotSignedThenNothingIsAskedFor() {
        client.store.files.put(
                "root",
                Json.compact(Json.parseObject(repository.root(1)).toBuilder()
                        .set("signatures", JsonArray.of())
                        .build()));
        assertThatThrownBy(client::refresh)
                .asInstanceOf(type(TufException.ThresholdNotMet.class))
                .satisfies(e -> assertThat(e.role()).isEqualTo("root"))
                .satisfies(e -> assertThat(e.verified()).isZero());
        assertThat(repository.requests).isEmpty();
    }

    @Test
    void whenATargetIsListedThenItIsFetchedUnderItsHashAndVerified() {
        repository.addTarget("targets", "a/b/file.bin", CONTENT);
        repository.publishAll();
        assertThat(client.download("a/b/file.bin")).isEqualTo(CONTENT);
        assertThat(repository.requests.getLast())
                .isEqualTo("a/b/"
                        + repository
                                .role("targets")
                                .files
                                .get("a/b/file.bin")
                                .sha256()
                                .orElseThrow()
                                .hex() + ".file.bin");
    }

    @Test
    void whenSnapshotsAreNotConsistentThenNamesCarryNeitherVersionNorHash() {
        repository.consistentSnapshot = false;
        repository.publish("root");
        repository.addTarget("targets", "a/file.bin", CONTENT);
        repository.publishAll();
        assertThat(client.download("a/file.bin")).isEqualTo(CONTENT);
        assertThat(repository.requests)
                .containsExactly(
                        "2.root.json", "3.root.json", "timestamp.json", "snapshot.json", "targets.json", "a/file.bin");
    }

    @Test
    void whenATargetIsUnknownThenMetadataIsRefreshedAndTheTargetNotFound() {
        assertThatThrownBy(() -> client.download("missing"))
                .asInstanceOf(type(TufException.TargetNotFound.class))
                .satisfies(e -> assertThat(e.path()).isEqualTo("missing"));
        assertThat(client.store.files).containsOnlyKeys("root", "timestamp", "snapshot", "targets");
    }

    @Test
    void whenATargetIsRemovedThenItIsNoLongerFound() {
        repository.addTarget("targets", "file", CONTENT);
        repository.publishAll();
        assertThat(client.target("file")).isPresent();
        repository.role("targets").files.clear();
        repository.publishAll();
        assertThat(client.target("file")).isEmpty();
    }

    @Test
    void whenATargetIsListedButNotServedThenItIsMissing() {
        repository.addTarget("targets", "file", CONTENT);
        repository.targetFiles.clear();
        repository.publishAll();
        assertThatThrownBy(() -> client.download("file")).isInstanceOf(TufException.FileMissing.class);
    }

    @Test
    void whenATargetHasOtherBytesOfTheSameLengthThenItIsRefused() {
        repository.addTarget("targets", "file", CONTENT);
        repository.targetFiles.replaceAll((path, bytes) -> "Content".getBytes(StandardCharsets.UTF_8));
        repository.publishAll();
        assertThatThrownBy(() -> client.download("file")).isInstanceOf(TufException.LengthOrHashMismatch.class);
    }

    @Test
    void whenATargetIsOneByteLongerThanListedThenItIsRefused() {
        repository.addTarget("targets", "file", CONTENT);
        repository.targetFiles.replaceAll((path, bytes) -> "content!".getBytes(StandardCharsets.UTF_8));
        repository.publishAll();
        assertThatThrownBy(() -> client.download("file"))
                .asInstanceOf(type(TufException.FileTooLarge.class))
                .satisfies(e -> assertThat(e.limit()).isEqualTo(CONTENT.length));
    }

    @Test
    void whenATargetIsListedLargerThanTheCallerTakesThenItIsNotFetched() {
        repository.addTarget("targets", "file", CONTENT);
        repository.publishAll();
        Updater updater = client.updater();
        assertThat(updater.downloadSmall("file", CONTENT.length)).isEqualTo(CONTENT);
        repository.requests.clear();
        assertThatThrownBy(() -> updater.downloadSmall("file", CONTENT.length - 1))
                .isInstanceOf(TufException.FileTooLarge.class);
        assertThat(repository.requests).isEmpty();
    }

    @Test
    void whenOnlyUnknownHashAlgorithmsAreListedThenTheTargetIsRefused() {
        TargetFile unknown = new TargetFile("file", CONTENT.length, Map.of("sha3-256", "abcd"), JsonObject.EMPTY);
        repository.role("targets").files.put("file", unknown);
        repository.targetFiles.put("abcd.file", CONTENT);
        repository.publishAll();
        assertThatThrownBy(() -> client.download("file")).isInstanceOf(TufException.LengthOrHashMismatch.class);
    }

    @Test
    void whenMetadataIsListedWithHashesThenTheyAreHonoured() {
        repository.hashesInMeta = true;
        repository.publishAll();
        client.refresh();
        assertThat(client.versions()).containsEntry("snapshot", 2L).containsEntry("targets", 2L);
    }

    @Test
    void whenTheClockMovesOnThenOneUpdateKeepsItsTime() {
        repository.timestampExpires = NOW.plus(Duration.ofSeconds(1));
        repository.publish("timestamp");
        Updater updater = client.updater();
        client.now = NOW.plus(Duration.ofHours(1));
        updater.refresh();
        assertThatThrownBy(client::refresh).isInstanceOf(TufException.MetadataExpired.class);
    }
}
