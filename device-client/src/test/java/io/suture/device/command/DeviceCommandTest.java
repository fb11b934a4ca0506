package io.suture.device.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class DeviceCommandTest {

    @TempDir
    private Path directory;

    private final StringWriter out = new StringWriter();

    private int run(String... arguments) {
        CommandLine line = DeviceCommand.line();
        line.setOut(new PrintWriter(out)).setErr(new PrintWriter(new StringWriter()));
        return line.execute(arguments);
    }

    @Test
    void whenTheStateIsNotNamedThenThatIsAUsageError() {
        assertThat(run("poll")).isEqualTo(2);
    }

    @Test
    void whenTheDeviceIsNotEnrolledThenPollSaysSo() {
        assertThat(run("poll", "--once", "--state", directory.toString())).isEqualTo(1);
        assertThat(out.toString()).startsWith("FAIL state-damaged").contains("enrol first");
    }

    @Test
    void whenJsonIsAskedForThenEveryLineIsAnObject() {
        assertThat(run("status", "--json", "--state", directory.toString())).isEqualTo(1);
        assertThat(out.toString()).startsWith("{\"event\":\"fail\",\"code\":\"state-damaged\",\"detail\":");
    }

    @Test
    void whenADetailHoldsControlCharactersThenTheLineStaysOneLine() {
        new LineReporter(new PrintWriter(out)).ok("gate", "a\nok   fake\u001b[2J");

        assertThat(out.toString().lines()).hasSize(1);
        assertThat(out.toString()).doesNotContain("\u001b");
    }

    @Test
    void whenADownloadProceedsThenTheBarIsRedrawnOncePerPercent() {
        ByteArrayOutputStream terminal = new ByteArrayOutputStream();
        ProgressBar bar = new ProgressBar(new PrintStream(terminal, true, StandardCharsets.UTF_8));
        for (int i = 0; i <= 1000; i++) {
            bar.at("x.bin", i, 1000);
        }
        String drawn = terminal.toString(StandardCharsets.UTF_8);
        assertThat(drawn.split("\r", -1)).hasSize(102);
        assertThat(drawn).contains("100 %");
    }
}
