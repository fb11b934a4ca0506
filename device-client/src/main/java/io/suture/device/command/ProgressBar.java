package io.suture.device.command;

import io.suture.device.transport.Progress;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** A bar on a terminal, redrawn when the percentage changes. */
final class ProgressBar implements Progress {

    private static final int WIDTH = 40;

    private final PrintStream terminal;
    private String name = "";
    private long shown = -1;

    ProgressBar(PrintStream terminal) {
        this.terminal = terminal;
    }

    /** Return a bar if standard error is a terminal, otherwise nothing. */
    static Progress ifTerminal() {
        return isTerminal(Path.of("/proc/self/fd/2")) ? new ProgressBar(System.err) : Progress.NONE;
    }

    private static boolean isTerminal(Path descriptor) {
        try {
            String device = Files.readSymbolicLink(descriptor).toString();
            return device.startsWith("/dev/pts/") || device.startsWith("/dev/tty");
        } catch (IOException | UnsupportedOperationException unknown) {
            return false;
        }
    }

    @Override
    public void at(String file, long received, long total) {
        long percent = total == 0 ? 100 : received * 100 / total;
        if (percent == shown && file.equals(name)) {
            return;
        }
        name = file;
        shown = percent;
        int done = (int) (percent * WIDTH / 100);
        terminal.printf("\r%s [%s%s] %3d %%", file, "#".repeat(done), " ".repeat(WIDTH - done), percent);
        if (received == total) {
            terminal.println();
        }
    }
}
