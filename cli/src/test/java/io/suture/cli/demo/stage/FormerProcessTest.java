package io.suture.cli.demo.stage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FormerProcessTest {

    private static final String ARGUMENT = "3600";

    @TempDir
    Path folder;

    @Test
    void whenTheProcessStillRunsThenItIsFoundAndCanBeCutOff() throws Exception {
        Process left = started();
        FormerProcess former = FormerProcess.find(pidFile(), ARGUMENT).orElseThrow();
        assertThat(former.endsWithin(Duration.ofMillis(1))).isFalse();
        former.cutOff(Duration.ofMinutes(1));
        assertThat(left.isAlive()).isFalse();
        assertThat(FormerProcess.find(pidFile(), ARGUMENT)).isEmpty();
    }

    @Test
    void whenAnotherProgramHasTheNumberNowThenItIsLeftAlone() throws Exception {
        Process other = started();
        assertThat(FormerProcess.find(pidFile(), "--state=elsewhere")).isEmpty();
        other.destroy();
    }

    @Test
    void whenNothingWasStartedThenNothingIsFound() throws IOException {
        assertThat(FormerProcess.find(pidFile(), ARGUMENT)).isEmpty();
    }

    @Test
    void whenANumberIsRememberedThenNoPartIsLeft() throws IOException {
        started().destroy();
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(pidFile());
        }
    }

    private Process started() throws IOException {
        Process process = new ProcessBuilder("sleep", ARGUMENT).start();
        FormerProcess.remember(pidFile(), process);
        return process;
    }

    private Path pidFile() {
        return folder.resolve("server.pid");
    }
}
