package io.suture.device.tuf;

import static org.assertj.core.api.Assertions.assertThat;

import io.suture.device.state.FileMetadataStore;
import io.suture.device.state.FileStorage;
import io.suture.device.state.Steps;
import io.suture.trust.json.Json;
import io.suture.trust.tuf.TufLimits;
import io.suture.trust.tuf.Updater;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The power is cut at every step of every write of a refresh; the next refresh works and never ends older. */
class MetadataPowerLossIT {

    private static final List<String> ROLES = List.of("root", "timestamp", "snapshot", "targets");

    @TempDir
    private Path folder;

    private TestRepository repository;

    /** The simulated loss of power. */
    private static final class PowerLoss extends Error {}

    /** Loses power at one step. */
    private static final class Cut implements Steps {
        private final int at;
        private int reached;

        Cut(int at) {
            this.at = at;
        }

        @Override
        public void reached(String step) {
            if (++reached == at) {
                throw new PowerLoss();
            }
        }
    }

    @BeforeEach
    void setUp() {
        repository = new TestRepository();
    }

    @AfterEach
    void tearDown() {
        repository.close();
    }

    /** A device with the first versions of everything. */
    private Path device(String name, byte[] root) {
        Path device = folder.resolve(name);
        new FileStorage(device).write("root.json", root);
        refresh(device, Steps.NONE);
        return device;
    }

    private void refresh(Path device, Steps steps) {
        FileMetadataStore store = new FileMetadataStore(new FileStorage(device, steps), "");
        new Updater(TufLimits.DEFAULT, Instant.now(), store, repository).refresh();
    }

    private static List<Long> versions(Path device) {
        FileStorage storage = new FileStorage(device);
        return ROLES.stream()
                .map(role -> storage.read(role + ".json")
                        .map(bytes -> Json.parseObject(bytes).object("signed").integer("version"))
                        .orElse(0L))
                .toList();
    }

    @Test
    void whenThePowerIsCutAtAnyStepThenTheNextRefreshWorksAndNothingIsOlder() {
        int steps = steps();
        assertThat(steps).isGreaterThanOrEqualTo(20);
        for (int step = 1; step <= steps; step++) {
            TestRepository fresh = new TestRepository();
            repository.close();
            repository = fresh;
            Path device = device("cut-" + step, repository.files.get("1.root.json"));
            publishAll();
            cut(device, step);
            List<Long> before = versions(device);
            refresh(device, Steps.NONE);
            assertThat(versions(device))
                    .as("cut at step %d, %s before", step, before)
                    .containsExactly(2L, 3L, 2L, 2L);
        }
    }

    /** A new root that keeps the online keys, so that no local file may be dropped, and new versions of all else. */
    private void publishAll() {
        repository.publishRoot();
        repository.publish();
        repository.publishTimestamp();
    }

    private int steps() {
        Path device = device("count", repository.files.get("1.root.json"));
        publishAll();
        Cut counting = new Cut(Integer.MAX_VALUE);
        refresh(device, counting);
        return counting.reached;
    }

    private void cut(Path device, int step) {
        List<Long> before = versions(device);
        try {
            refresh(device, new Cut(step));
        } catch (PowerLoss expected) {
            List<Long> after = versions(device);
            for (int i = 0; i < before.size(); i++) {
                assertThat(after.get(i))
                        .as("%s after a cut at step %d", ROLES.get(i), step)
                        .isGreaterThanOrEqualTo(before.get(i));
            }
        }
    }

    @Test
    void whenATemporaryFileIsLeftOverThenItIsNeitherReadNorInTheWay() throws Exception {
        Path device = device("stale", repository.files.get("1.root.json"));
        byte[] stale = new byte[5];
        Arrays.fill(stale, (byte) '{');
        for (String role : ROLES) {
            Files.write(device.resolve(role + ".json.new"), stale);
        }
        publishAll();

        refresh(device, Steps.NONE);

        assertThat(versions(device)).containsExactly(2L, 3L, 2L, 2L);
        assertThat(device.resolve("timestamp.json.new")).doesNotExist();
    }
}
