package io.suture.cli.api;

import io.suture.cli.session.Session;
import java.io.PrintWriter;

/** A bar on the terminal, redrawn when its picture changes. */
public final class ProgressBar implements Progress {

    private static final int WIDTH = 30;
    private static final long MIB = 1024 * 1024;

    private final PrintWriter err;
    private final String name;
    private String shown = "";

    private ProgressBar(PrintWriter err, String name) {
        this.err = err;
        this.name = name;
    }

    /** Return a bar for people at a terminal, nothing for scripts. */
    public static Progress on(Session session, String name) {
        boolean seen = session.world().terminal().isPresent() && !session.json();
        return seen ? new ProgressBar(session.world().err(), name) : NONE;
    }

    @Override
    public synchronized void at(long done, long total) {
        String picture = picture(done, total);
        if (!picture.equals(shown)) {
            shown = picture;
            err.print("\r" + picture + (done == total ? "\n" : ""));
            err.flush();
        }
    }

    private String picture(long done, long total) {
        int full = total == 0 ? WIDTH : (int) (done * WIDTH / total);
        long percent = total == 0 ? 100 : done * 100 / total;
        return String.format(
                "%-24.24s [%s%s] %3d %% of %d MiB",
                name, "#".repeat(full), " ".repeat(WIDTH - full), percent, total / MIB);
    }
}
