package io.suture.trust.tuf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.suture.trust.key.Signer;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Roots one after the other, rotation of keys and recovery from fast-forward attacks (TUF 5.3). */
class UpdaterRootTest {

    private static final Signer[] SIGNERS =
            IntStream.range(0, 6).mapToObj(i -> RepositorySimulator.newSigner()).toArray(Signer[]::new);

    private final RepositorySimulator repository = new RepositorySimulator();
    private Client client = new Client(repository);

    /** The keys, threshold and signers of one root version, and whether a client that has the one before takes it. */
    record Version(int[] keys, int threshold, int[] signers, boolean accepted) {}

    private static Version root(int[] keys, int threshold, int... signers) {
        return new Version(keys, threshold, signers, true);
    }

    private static Version refused(int[] keys, int threshold, int... signers) {
        return new Version(keys, threshold, signers, false);
    }

    private static int[] keys(int... keys) {
        return keys;
    }

    static Stream<Arguments> rotations() {
        return Stream.of(
                rotation("1 of 1, same key", root(keys(0), 1, 0), root(keys(0), 1, 0)),
                rotation("1 of 1, new key, signed by both", root(keys(0), 1, 0), root(keys(1), 1, 0, 1)),
                rotation("1 of 1, new key, not signed by the old", root(keys(0), 1, 0), refused(keys(1), 1, 1)),
                rotation("1 of 1, new key, not signed by the new", root(keys(0), 1, 0), refused(keys(1), 1, 0)),
                rotation("2 of 3, two rotated", root(keys(0, 1, 2), 2, 0, 1), root(keys(2, 3, 4), 2, 0, 2, 3)),
                rotation(
                        "2 of 3, old threshold not met", root(keys(0, 1, 2), 2, 0, 1), refused(keys(2, 3, 4), 2, 2, 3)),
                rotation(
                        "2 of 3, new threshold not met", root(keys(0, 1, 2), 2, 0, 1), refused(keys(2, 3, 4), 2, 0, 2)),
                rotation("threshold raised, met", root(keys(0, 1), 1, 0), root(keys(0, 1), 2, 0, 1)),
                rotation("threshold raised, not met by the new", root(keys(0, 1), 1, 0), refused(keys(0, 1), 2, 0)),
                rotation("threshold lowered, old still met", root(keys(0, 1), 2, 0, 1), root(keys(0, 1), 1, 0, 1)),
                rotation("threshold lowered, old not met", root(keys(0, 1), 2, 0, 1), refused(keys(0, 1), 1, 0)),
                rotation("three steps", root(keys(0), 1, 0), root(keys(1), 1, 0, 1), root(keys(2), 1, 1, 2)),
                rotation(
                        "three steps, the second not continued",
                        root(keys(0), 1, 0),
                        root(keys(1), 1, 0, 1),
                        refused(keys(2), 1, 0, 2)),
                rotation("an unknown signature more does no harm", root(keys(0), 1, 0), root(keys(0), 1, 0, 5)));
    }

    private static Arguments rotation(String name, Version... versions) {
        return Arguments.of(name, List.of(versions));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rotations")
    void whenRootsAreRotatedThenBothThresholdsCount(String name, List<Version> versions) {
        repository.files.clear();
        repository.rootVersion = 0;
        versions.forEach(this::publishRoot);
        repository.publishAll();
        client = new Client(repository);
        if (versions.getLast().accepted()) {
            client.refresh();
            assertThat(client.versions()).containsEntry("root", (long) versions.size());
        } else {
            assertThatThrownBy(client::refresh).isInstanceOf(TufException.ThresholdNotMet.class);
            assertThat(client.versions()).containsEntry("root", versions.size() - 1L);
        }
    }

    private void publishRoot(Version version) {
        repository.setKeys("root", version.threshold(), signers(version.keys()));
        repository.signers.put("root", List.of(signers(version.signers())));
        repository.publish("root");
    }

    private static Signer[] signers(int[] indexes) {
        return Arrays.stream(indexes).mapToObj(i -> SIGNERS[i]).toArray(Signer[]::new);
    }

    @Test
    void whenManyRootsAreNewThenEachIsKeptInOrder() {
        for (int i = 0; i < 10; i++) {
            repository.publish("root");
        }
        client.refresh();
        assertThat(client.versions()).containsEntry("root", 11L);
        assertThat(repository.requests).contains("2.root.json", "11.root.json", "12.root.json");
    }

    @Test
    void whenARootVersionIsSkippedThenItIsRefused() {
        repository.rootVersion = 2;
        repository.publish("root");
        repository.files.put("2.root.json", repository.root(3));
        assertThatThrownBy(client::refresh)
                .asInstanceOf(type(TufException.VersionMismatch.class))
                .satisfies(e -> assertThat(e.expected()).isEqualTo(2))
                .satisfies(e -> assertThat(e.offered()).isEqualTo(3));
        assertThat(client.versions()).hasToString("{root=1}");
    }

    @Test
    void whenTheSameRootIsOfferedAgainThenItIsRefused() {
        repository.files.put("2.root.json", repository.root(1));
        assertThatThrownBy(client::refresh).isInstanceOf(TufException.VersionMismatch.class);
    }

    @Test
    void whenThereAreMoreRootsThanTheLimitThenTheRestComesWithTheNextUpdate() {
        client.limits = new TufLimits(10_000, 10_000, 10_000, 10_000, 3, 32);
        for (int i = 0; i < 4; i++) {
            repository.publish("root");
        }
        client.refresh();
        assertThat(client.versions()).containsEntry("root", 4L);
        assertThat(repository.requests).doesNotContain("5.root.json");
        client.refresh();
        assertThat(client.versions()).containsEntry("root", 5L);
    }

    @Test
    void whenThereAreAsManyRootsAsTheLimitThenOneUpdateTakesAll() {
        client.limits = new TufLimits(10_000, 10_000, 10_000, 10_000, 3, 32);
        for (int i = 0; i < 3; i++) {
            repository.publish("root");
        }
        client.refresh();
        assertThat(client.versions()).containsEntry("root", 4L);
    }

    @Test
    void whenATimestampWasFastForwardedThenANewKeyRecovers() {
        repository.timestampVersion = Integer.MAX_VALUE;
        repository.publish("timestamp");
        client.refresh();
        repository.timestampVersion = 0;
        repository.publish("timestamp");
        assertThatThrownBy(client::refresh).isInstanceOf(TufException.MetadataRollback.class);
        repository.rotateKeys("timestamp");
        repository.timestampVersion = 0;
        repository.publish("root", "timestamp");
        client.refresh();
        assertThat(client.versions()).containsEntry("timestamp", 1L).containsEntry("root", 2L);
    }

    @Test
    void whenASnapshotWasFastForwardedThenANewSnapshotKeyAloneRecovers() {
        repository.snapshotVersion = Integer.MAX_VALUE;
        repository.publish("snapshot", "timestamp");
        client.refresh();
        repository.rotateKeys("snapshot");
        repository.snapshotVersion = 0;
        repository.publish("root", "snapshot", "timestamp");
        client.refresh();
        assertThat(client.versions()).containsEntry("snapshot", 1L).containsEntry("root", 2L);
    }

    @Test
    void whenTargetsWereFastForwardedThenANewSnapshotKeyRecovers() {
        repository.delegate("targets", "GW2", false, "GW2/*/*");
        repository.role("targets").version = Integer.MAX_VALUE;
        repository.publishAll();
        client.refresh();
        repository.rotateKeys("snapshot");
        repository.role("targets").version = 0;
        repository.snapshotMeta.remove("GW2");
        repository.publish("root", "targets", "snapshot", "timestamp");
        client.refresh();
        assertThat(client.versions()).containsEntry("targets", 1L);
    }

    @Test
    void whenAnOnlineKeyIsOnlyAddedThenRollbackIsStillRefused() {
        client.refresh();
        repository.publish("timestamp");
        client.refresh();
        Signer old = repository.signers.get("timestamp").getFirst();
        repository.setKeys("timestamp", 1, old, RepositorySimulator.newSigner());
        repository.timestampVersion = 0;
        repository.publish("root", "timestamp");
        assertThatThrownBy(client::refresh).isInstanceOf(TufException.MetadataRollback.class);
        assertThat(client.versions()).containsEntry("root", 2L).containsEntry("timestamp", 2L);
    }
}
