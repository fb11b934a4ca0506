package io.suture.cli.demo.stage;

import java.io.PrintWriter;
import java.util.Locale;

/** One line that grows, drawn with carriage returns; only made when a terminal is attached. */
public final class ProgressBar {

    private static final int WIDTH = 32;

    private final PrintWriter out;
    private int drawnPermille = -1;

    public ProgressBar(PrintWriter out) {
        this.out = out;
    }

    synchronized void draw(String label, long done, long total) {
        long bounded = Math.clamp(done, 0, Math.max(1, total));
        int permille = (int) (bounded * 1000 / Math.max(1, total));
        if (permille == drawnPermille) {
            return;
        }
        drawnPermille = permille;
        out.print("\r" + render(label, permille, bounded));
        out.flush();
    }

    /** Takes the bar away, so that the next line starts clean. */
    synchronized void clear() {
        if (drawnPermille >= 0) {
            out.print("\r\u001b[K");
            out.flush();
            drawnPermille = -1;
        }
    }

    static String render(String label, int permille, long done) {
        int filled = permille * WIDTH / 1000;
        return String.format(
                Locale.ROOT,
                "     %-10s [%s%s] %3d %%  %s ",
                label,
                "#".repeat(filled),
                ".".repeat(WIDTH - filled),
                permille / 10,
                size(done));
    }

    /** Bytes in the unit a person reads. */
    public static String size(long bytes) {
        return bytes < 1024 * 1024
                ? String.format(Locale.ROOT, "%,d bytes", bytes)
                : String.format(Locale.ROOT, "%.1f MiB", bytes / (1024.0 * 1024.0));
    }
}
