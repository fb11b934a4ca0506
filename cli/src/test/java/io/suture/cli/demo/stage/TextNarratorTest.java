package io.suture.cli.demo.stage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class TextNarratorTest {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintWriter out = new PrintWriter(bytes, true, StandardCharsets.UTF_8);

    private final ShellWords shell = new ShellWords("/opt/suture");

    @Test
    void whenACommandNamesAFileOfTheProjectThenItIsWrittenFromTheProjectsFolder() {
        new TextNarrator(out, shell, null).command(List.of("./suture", "--ca", "/opt/suture/keys-example/ca.pem"));
        assertThat(text()).isEqualTo("   $ ./suture --ca keys-example/ca.pem\n");
    }

    @Test
    void whenACommandHasASpaceThenItIsQuotedForTheShell() {
        new TextNarrator(out, shell, null).command(List.of("./suture", "approve", "--reason", "it's tested"));
        assertThat(text()).isEqualTo("   $ ./suture approve --reason 'it'\\''s tested'\n");
    }

    @Test
    void whenNoTerminalIsAttachedThenProgressPrintsNothing() {
        new TextNarrator(out, shell, null).progress("download", 1, 2);
        assertThat(text()).isEmpty();
    }

    @Test
    void whenALineFollowsAProgressBarThenTheBarIsTakenAway() {
        var narrator = new TextNarrator(out, shell, new ProgressBar(out));
        narrator.progress("download", 1, 2);
        narrator.note("done");
        assertThat(text()).contains("50 %").endsWith("\r\u001b[K   done\n");
    }

    @Test
    void whenProgressDoesNotMoveThenNothingIsDrawnAgain() {
        var bar = new ProgressBar(out);
        bar.draw("download", 1, 2);
        int drawn = bytes.size();
        bar.draw("download", 1, 2);
        assertThat(bytes.size()).isEqualTo(drawn);
    }

    @Test
    void whenProgressPassesTheTotalThenTheBarStaysFull() {
        new ProgressBar(out).draw("download", 3, 2);
        assertThat(text()).contains("[" + "#".repeat(32) + "] 100 %");
    }

    private String text() {
        return bytes.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
    }
}
