package io.suture.device.install;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.suture.device.state.FileStorage;
import io.suture.device.state.GrowingFile;
import io.suture.device.state.Payload;
import io.suture.device.state.Slot;
import io.suture.trust.digest.Digest;
import io.suture.trust.release.ReleaseId;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InstallerTest {

    private static final byte[] CONTENT = {1, 2, 3, 4, 5};
    private static final Payload PAYLOAD = new Payload("/x", "x.bin", 5, Digest.of(CONTENT));
    private static final Image IMAGE =
            new Image(ReleaseId.parse("GW2/3.1.1"), 17, Digest.of(new byte[0]), "", List.of(PAYLOAD));

    @TempDir
    private Path directory;

    private FileStorage storage;
    private SlotInstaller installer;

    @BeforeEach
    void setUp() {
        storage = new FileStorage(directory);
        installer = new SlotInstaller(storage);
        installer.initialise(SlotRecord.factory("3.1.0", 16));
        download(CONTENT);
    }

    private void download(byte[] content) {
        try (GrowingFile file = storage.grow(PAYLOAD.part())) {
            file.truncate(0);
            file.append(ByteBuffer.wrap(content));
        }
    }

    @Test
    void whenInstalledThenTheSlotHoldsTheImageAndTheOldOneStaysActive() {
        installer.install(Slot.B, IMAGE);

        assertThat(installer.holds(Slot.B, IMAGE)).isTrue();
        assertThat(installer.active()).isEqualTo(Slot.A);
    }

    @Test
    void whenTheSlotIsInUseThenNothingIsWritten() {
        assertThatThrownBy(() -> installer.install(Slot.A, IMAGE)).isInstanceOf(InstallFailedException.class);
        assertThat(installer.complete(Slot.A)).isTrue();
    }

    @Test
    void whenAPayloadIsDamagedThenTheSlotIsNotComplete() {
        download(new byte[] {1, 2, 3, 4, 6});

        assertThatThrownBy(() -> installer.install(Slot.B, IMAGE)).isInstanceOf(PayloadDamagedException.class);
        assertThat(installer.complete(Slot.B)).isFalse();
    }

    @Test
    void whenTheImageRotsThenTheSlotNoLongerHoldsIt() {
        installer.install(Slot.B, IMAGE);
        storage.write("slots/b/x.bin", new byte[] {1, 2, 3, 4, 6});

        assertThat(installer.holds(Slot.B, IMAGE)).isFalse();
    }

    @Test
    void whenOnTrialThenTheSlotIsStartedOnce() {
        installer.install(Slot.B, IMAGE);
        installer.arm(Slot.B);

        installer.boot();
        assertThat(installer.running()).isEqualTo(Slot.B);
        installer.boot();
        assertThat(installer.running()).isEqualTo(Slot.A);
    }

    @Test
    void whenTheSlotOnTrialIsNotCompleteThenTheActiveOneIsStarted() {
        installer.arm(Slot.B);

        installer.boot();

        assertThat(installer.running()).isEqualTo(Slot.A);
    }

    @Test
    void whenConfirmedThenTheSlotIsStartedAlways() {
        installer.install(Slot.B, IMAGE);
        installer.arm(Slot.B);
        installer.boot();
        installer.confirm(Slot.B);

        installer.boot();

        assertThat(installer.running()).isEqualTo(Slot.B);
    }

    @Test
    void whenAPayloadNameIsNotPlainThenItsDigestIsTheFileName() {
        Payload odd = new Payload("/x", "../slot.json", 5, Digest.of(CONTENT));

        assertThat(SlotRecord.fileName(odd)).isEqualTo(Digest.of(CONTENT).hex());
        assertThat(SlotRecord.fileName(new Payload("/x", "slot.json", 5, Digest.of(CONTENT))))
                .isEqualTo(Digest.of(CONTENT).hex());
    }

    @Test
    void whenACommandInstallsThenItIsToldSlotAndFiles() {
        List<List<String>> calls = new ArrayList<>();
        CommandRunner runner = (command, arguments, environment) -> {
            calls.add(arguments);
            return new CommandRunner.Result(0, arguments.getFirst().equals("active") ? "a" : "b");
        };
        CommandInstaller command = new CommandInstaller("flash", runner, storage);

        command.install(Slot.B, IMAGE);

        assertThat(calls.getFirst())
                .containsExactly("install", "b", storage.locate(PAYLOAD.part()).toString());
        assertThat(command.active()).isEqualTo(Slot.A);
        assertThat(command.running()).isEqualTo(Slot.B);
        assertThat(command.holds(Slot.B, IMAGE)).isTrue();
    }

    @Test
    void whenACommandFailsThenTheStepIsNamed() {
        CommandInstaller command = new CommandInstaller(
                "flash", (line, arguments, environment) -> new CommandRunner.Result(3, "no"), storage);

        assertThatThrownBy(() -> command.arm(Slot.B))
                .isInstanceOf(InstallFailedException.class)
                .hasMessage("arm: exit 3: no");
    }

    @Test
    void whenACommandLineRunsThenArgumentsEnvironmentAndOutputPass() {
        ProcessRunner runner = new ProcessRunner(Duration.ofSeconds(30));

        CommandRunner.Result result = runner.run("echo \"$X\"", List.of("a b"), Map.of("X", "y"));

        assertThat(result).isEqualTo(new CommandRunner.Result(0, "y a b"));
        assertThat(runner.run("exit 4;", List.of(), Map.of()).exit()).isEqualTo(4);
    }

    @Test
    void whenACommandDoesNotEndThenItIsStopped() {
        ProcessRunner runner = new ProcessRunner(Duration.ofMillis(100));

        assertThat(runner.run("sleep 60;", List.of(), Map.of()).succeeded()).isFalse();
    }
}
