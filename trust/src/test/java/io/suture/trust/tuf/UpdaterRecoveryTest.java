package io.suture.trust.tuf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.suture.trust.tuf.MemoryStore.PowerLoss;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Power loss between any two writes, damaged local files: the next update always repairs. */
class UpdaterRecoveryTest {

    private static final byte[] CONTENT = "content".getBytes(StandardCharsets.UTF_8);
    private static final String CURRENT = "{GW2=2, root=3, snapshot=3, targets=3, timestamp=3}";

    private final RepositorySimulator repository = new RepositorySimulator();

    private final Map<String, byte[]> oldest = new LinkedHashMap<>();

    @BeforeEach
    void publishADelegation() {
        oldest.putAll(repository.files);
        repository.delegate("targets", "GW2", false, "GW2/*/*");
        repository.addTarget("GW2", "GW2/1/file", CONTENT);
        repository.publishAll();
    }

    @Test
    void whenPowerIsLostBeforeAnyChangeThenTheNextUpdateSucceeds() {
        Client reference = updated();
        publishRotation();
        int steps = 0;
        while (losesPower(new Client(repository), reference, steps)) {
            steps++;
        }
        assertThat(steps).isEqualTo(8);
    }

    private boolean losesPower(Client client, Client before, int changes) {
        client.store.files.putAll(before.store.files);
        boolean lost = losesPower(client, changes);
        assertThat(client.download("GW2/1/file"))
                .as("after %d changes", changes)
                .isEqualTo(CONTENT);
        assertThat(client.versions()).as("after %d changes", changes).hasToString(CURRENT);
        return lost;
    }

    private static boolean losesPower(Client client, int changes) {
        client.store.losePowerAfter(changes);
        try {
            client.download("GW2/1/file");
            return false;
        } catch (PowerLoss e) {
            return true;
        } finally {
            client.store.powerBack();
        }
    }

    /** Whoever cuts the power at the right moment also serves an old repository: that must not be worth anything. */
    @Test
    void whenPowerIsLostBeforeAnyChangeThenAnOldRepositoryMakesNothingOlder() {
        Client reference = updated();
        publishRotation();
        Map<String, byte[]> newest = new LinkedHashMap<>(repository.files);
        boolean lost = true;
        for (int changes = 0; lost; changes++) {
            Client client = new Client(repository);
            client.store.files.putAll(reference.store.files);
            lost = losesPower(client, changes);
            Map<String, Long> before = client.versions();
            serve(oldest);
            try {
                client.download("GW2/1/file");
            } catch (TufException refused) {
                assertThat(refused.code()).isNotEqualTo("metadata-malformed");
            }
            client.versions()
                    .forEach((role, version) ->
                            assertThat(version).as(role).isGreaterThanOrEqualTo(before.getOrDefault(role, 0L)));
            assertThat(client.versions().get("targets")).isGreaterThanOrEqualTo(2);
            serve(newest);
            assertThat(client.download("GW2/1/file")).isEqualTo(CONTENT);
            assertThat(client.versions()).hasToString(CURRENT);
        }
    }

    private void serve(Map<String, byte[]> files) {
        repository.files.clear();
        repository.files.putAll(files);
    }

    /** Two roots, the second takes the online keys; a new version of every role. */
    private void publishRotation() {
        repository.publish("root");
        repository.rotateKeys("timestamp");
        repository.rotateKeys("snapshot");
        repository.publish("root");
        repository.publishAll();
    }

    @ParameterizedTest
    @ValueSource(strings = {"timestamp", "snapshot", "targets", "GW2"})
    void whenALocalFileIsCutAtAnyByteThenTheUpdateRepairsIt(String role) {
        Client client = updated();
        byte[] whole = client.store.files.get(role);
        for (int length = 0; length < whole.length; length++) {
            client.store.files.put(role, Arrays.copyOf(whole, length));
            assertThat(client.download("GW2/1/file")).isEqualTo(CONTENT);
            assertThat(client.store.files.get(role)).isEqualTo(whole);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"timestamp", "snapshot", "targets", "GW2"})
    void whenALocalFileIsTamperedWithThenItIsNotUsed(String role) {
        Client client = updated();
        byte[] whole = client.store.files.get(role);
        String tampered = new String(whole, StandardCharsets.UTF_8).replace("\"version\":2", "\"version\":9");
        client.store.files.put(role, tampered.getBytes(StandardCharsets.UTF_8));
        assertThat(client.download("GW2/1/file")).isEqualTo(CONTENT);
        assertThat(client.store.files.get(role)).isEqualTo(whole);
    }

    @Test
    void whenTheLocalRootIsCutThenNothingIsTrustedAndNothingAskedFor() {
        Client client = updated();
        repository.requests.clear();
        byte[] whole = client.store.files.get("root");
        for (int length = 0; length < whole.length; length++) {
            client.store.files.put("root", Arrays.copyOf(whole, length));
            assertThatThrownBy(client::refresh).isInstanceOf(TufException.MetadataMalformed.class);
        }
        assertThat(repository.requests).isEmpty();
    }

    @Test
    void whenTheLocalRootIsTamperedWithThenNothingIsTrustedAndNothingAskedFor() {
        Client client = updated();
        repository.requests.clear();
        String whole = new String(client.store.files.get("root"), StandardCharsets.UTF_8);
        String tampered = whole.replace("\"version\":1", "\"version\":9");
        client.store.files.put("root", tampered.getBytes(StandardCharsets.UTF_8));
        assertThatThrownBy(client::refresh).isInstanceOf(TufException.ThresholdNotMet.class);
        assertThat(repository.requests).isEmpty();
    }

    @Test
    void whenLocalFilesAreMissingThenTheUpdateFetchesThem() {
        Client client = updated();
        for (String role : new String[] {"timestamp", "snapshot", "targets", "GW2"}) {
            client.store.files.remove(role);
            assertThat(client.download("GW2/1/file")).isEqualTo(CONTENT);
            assertThat(client.store.files).containsKey(role);
        }
    }

    private Client updated() {
        Client client = new Client(repository);
        client.download("GW2/1/file");
        return client;
    }
}
