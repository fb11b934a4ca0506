package io.suture.device.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.suture.device.install.SlotRecord;
import io.suture.device.state.DeviceState;
import io.suture.device.state.Phase;
import io.suture.device.state.Slot;
import io.suture.device.state.Steps;
import io.suture.trust.attest.InstallationReceipt;
import io.suture.trust.attest.InstallationReceipt.Result;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** MCUboot's way: a whole update, again and again, each time with the power cut one step later. */
class PowerLossTest {

    private static final TestRelease RELEASE = TestRelease.of("GW2/3.1.1", 17).ofBytes(150_000);

    @TempDir
    private Path directory;

    private Simulator server;

    @BeforeEach
    void setUp() {
        server = new Simulator();
        server.publish(RELEASE);
    }

    @Test
    void whenThePowerIsCutAtAnyStepThenTheUpdateIsFinished() {
        int steps = steps(true);
        for (int step = 1; step <= steps; step++) {
            TestDevice device = device("healthy-" + step);
            cut(device, step);
            finish(device, step);
            assertConfirmed(device, "cut at step " + step + " of " + steps);
        }
    }

    @Test
    void whenThePowerIsCutAtAnyStepOfABadUpdateThenTheOldVersionRuns() {
        int steps = steps(false);
        for (int step = 1; step <= steps; step++) {
            TestDevice device = device("bad-" + step).healthy(false);
            cut(device, step);
            finish(device, step);
            assertRolledBack(device, "cut at step " + step + " of " + steps);
        }
    }

    @Test
    void whenThePowerIsCutTwiceThenTheUpdateIsFinished() {
        int steps = steps(true);
        for (int seed = 1; seed <= 60; seed++) {
            Random random = new Random(seed);
            TestDevice device = device("twice-" + seed);
            cut(device, 1 + random.nextInt(steps));
            cut(device, 1 + random.nextInt(steps));
            finish(device, seed);
            assertConfirmed(device, "seed " + seed);
        }
    }

    private TestDevice device(String name) {
        server.receipts.clear();
        return new TestDevice(directory.resolve(name), server);
    }

    private int steps(boolean healthy) {
        PowerCut counting = new PowerCut(directory.resolve("count"), Integer.MAX_VALUE);
        TestDevice device = device("count").healthy(healthy);
        assertThat(device.crashing(counting).poll()).isEqualTo(healthy);
        assertThat(counting.reached).isGreaterThan(100);
        return counting.reached;
    }

    private void cut(TestDevice device, int step) {
        Path root = device.storage().locate("");
        try {
            device.crashing(new PowerCut(root, step)).poll();
        } catch (PowerCut.PowerLost expected) {
            assertBootable(device, "right after the cut at step " + step);
        } finally {
            device.crashing(Steps.NONE);
        }
    }

    private void finish(TestDevice device, int step) {
        int polls = 0;
        while (!settled(device) && polls < 5) {
            device.poll();
            polls++;
            assertBootable(device, "after the cut at step " + step + ", poll " + polls);
        }
        device.poll();
        assertThat(device.waiting()).isEmpty();
    }

    private static boolean settled(TestDevice device) {
        return device.state().phase() == Phase.IDLE && device.waiting().isEmpty() && !device.server.receipts.isEmpty();
    }

    private static void assertBootable(TestDevice device, String when) {
        Slot active = device.installer().active();
        assertThat(device.installer().complete(active)).as(when).isTrue();
        DeviceState state = device.state();
        long running = SlotRecord.read(device.storage(), active).orElseThrow().rollbackIndex();
        assertThat(state.rollbackIndex()).as(when).isLessThanOrEqualTo(running);
    }

    private void assertConfirmed(TestDevice device, String when) {
        assertState(device, "3.1.1", 17, Slot.B, when);
        assertThat(device.read("log/checkpoint")).as(when).startsWith(TestKeys.ORIGIN + "\n2\n");
        assertOneReceipt(device, Result.CONFIRMED, when);
    }

    private void assertRolledBack(TestDevice device, String when) {
        assertState(device, "3.1.0", 16, Slot.A, when);
        assertThat(device.read("log/checkpoint")).as(when).isEmpty();
        assertOneReceipt(device, Result.ROLLED_BACK, when);
    }

    private static void assertState(TestDevice device, String version, long index, Slot slot, String when) {
        DeviceState state = device.state();
        assertThat(state.phase()).as(when).isEqualTo(Phase.IDLE);
        assertThat(state.version()).as(when).isEqualTo(version);
        assertThat(state.rollbackIndex()).as(when).isEqualTo(index);
        assertThat(device.installer().active()).as(when).isEqualTo(slot);
        assertThat(device.installer().running()).as(when).isEqualTo(slot);
    }

    /** The same receipt may be delivered twice, for the power may go between the server's answer and its removal. */
    private static void assertOneReceipt(TestDevice device, Result result, String when) {
        Set<InstallationReceipt> distinct = new HashSet<>(device.delivered());
        assertThat(distinct).as(when).hasSize(1);
        assertThat(distinct.iterator().next().result()).as(when).isEqualTo(result);
        assertThat(distinct.iterator().next().counter()).as(when).isEqualTo(1);
    }
}
