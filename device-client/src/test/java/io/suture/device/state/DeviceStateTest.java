package io.suture.device.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.suture.trust.attest.InstallationReceipt.Result;
import io.suture.trust.attest.PolicyRef;
import io.suture.trust.digest.Digest;
import io.suture.trust.json.MalformedDocumentException;
import io.suture.trust.release.ReleaseId;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeviceStateTest {

    private static final Digest DIGEST = Digest.of(new byte[0]);
    private static final ReleaseId RELEASE = ReleaseId.parse("GW2/3.1.1");

    private static final PolicyRef POLICY = new PolicyRef(3, DIGEST);

    @TempDir
    private Path directory;

    private static Attempt attempt() {
        Payload payload = new Payload("/x", "x.bin", 5, DIGEST);
        return new Attempt(
                "a-1", RELEASE, DIGEST, 17, Slot.B, List.of(payload), 3, 9, "note\n", "{}", Optional.of(DIGEST), 0, "");
    }

    private static Outcome outcome(Result result, String reason) {
        return new Outcome(
                "a-1",
                RELEASE,
                Optional.of(DIGEST),
                "3.1.0",
                result,
                reason,
                Slot.B,
                3,
                9,
                1,
                Instant.parse("2026-11-21T12:00:00Z"),
                Optional.of(POLICY),
                Optional.of(DIGEST));
    }

    private static DeviceState trial() {
        return DeviceState.initial("3.1.0", 16, Slot.A)
                .verified(attempt(), POLICY)
                .after(Phase.Event.PAYLOADS_COMPLETE)
                .after(Phase.Event.IMAGE_WRITTEN)
                .after(Phase.Event.TRIAL_ARMED);
    }

    @Test
    void whenStoredThenEveryStateComesBack() {
        StateStore store = new StateStore(new FileStorage(directory));
        DeviceState confirmed = trial().confirmed(outcome(Result.CONFIRMED, ""));
        List<DeviceState> states = List.of(
                DeviceState.initial("3.1.0", 16, Slot.A),
                DeviceState.initial("3.1.0", 16, Slot.A).refused(outcome(Result.REFUSED, "not-in-log")),
                trial(),
                trial().with(attempt().started().failed("health-check-failed")),
                trial().rolledBack(outcome(Result.ROLLED_BACK, "health-check-failed")),
                confirmed,
                confirmed.idle(Phase.Event.RECEIPT_QUEUED));
        for (DeviceState state : states) {
            store.save(state);
            assertThat(store.load()).contains(state);
        }
    }

    @Test
    void whenTruncatedAnywhereThenThereIsNoState() {
        FileStorage storage = new FileStorage(directory);
        StateStore store = new StateStore(storage);
        store.save(trial());
        byte[] whole = storage.read(StateStore.FILE).orElseThrow();
        for (int length = 0; length < whole.length; length++) {
            storage.write(StateStore.FILE, Arrays.copyOf(whole, length));
            assertThat(store.load()).as("cut at %d", length).isEmpty();
        }
    }

    @Test
    void whenConfirmedThenVersionIndexAndSlotChangeTogether() {
        DeviceState confirmed = trial().confirmed(outcome(Result.CONFIRMED, ""));

        assertThat(confirmed.version()).isEqualTo("3.1.1");
        assertThat(confirmed.rollbackIndex()).isEqualTo(17);
        assertThat(confirmed.slot()).isEqualTo(Slot.B);
        assertThat(confirmed.counter()).isEqualTo(1);
    }

    @Test
    void whenRolledBackThenTheReleaseIsRemembered() {
        DeviceState back = trial().rolledBack(outcome(Result.ROLLED_BACK, "health-check-failed"));

        assertThat(back.version()).isEqualTo("3.1.0");
        assertThat(back.rollbackIndex()).isEqualTo(16);
        assertThat(back.rolledBack()).containsExactly(DIGEST.toString());
    }

    @Test
    void whenMoreRefusalsThanRememberedThenTheOldestIsForgotten() {
        DeviceState state = DeviceState.initial("3.1.0", 16, Slot.A);
        for (int i = 0; i <= DeviceState.REMEMBERED; i++) {
            state = state.refused(outcome(Result.REFUSED, "code-" + i)).idle(Phase.Event.RECEIPT_QUEUED);
        }
        assertThat(state.hasReported("GW2/3.1.1", "code-0")).isFalse();
        assertThat(state.hasReported("GW2/3.1.1", "code-1")).isTrue();
        assertThat(state.reported()).hasSize(DeviceState.REMEMBERED);
    }

    @Test
    void whenAPhaseLacksItsAttemptThenTheStateIsImpossible() {
        assertThatThrownBy(() -> DeviceState.initial("3.1.0", 16, Slot.A).after(Phase.Event.RELEASE_VERIFIED))
                .isInstanceOf(MalformedDocumentException.class);
    }
}
