package io.suture.cli.demo.stage;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Text for people; the progress bar is drawn only when a terminal is attached. */
public final class TextNarrator implements Narrator {

    private final PrintWriter out;
    private final ShellWords shell;
    private final @Nullable ProgressBar bar;

    public TextNarrator(PrintWriter out, ShellWords shell, @Nullable ProgressBar bar) {
        this.out = out;
        this.shell = shell;
        this.bar = bar;
    }

    @Override
    public void step(int number, int of, String title) {
        line("");
        line("== %d/%d  %s".formatted(number, of, title));
    }

    @Override
    public void stepDone(String took) {
        line("   done in " + took);
    }

    @Override
    public void command(List<String> words) {
        line("   $ " + shell.join(words));
    }

    @Override
    public void output(String text) {
        line("     " + text);
    }

    @Override
    public void ok(String check, String detail) {
        line(String.format(Locale.ROOT, "   ok   %-24s %s", check, detail).stripTrailing());
    }

    @Override
    public void failed(String check, String detail) {
        line(String.format(Locale.ROOT, "   FAIL %-24s %s", check, detail).stripTrailing());
    }

    @Override
    public void note(String text) {
        line("   " + text);
    }

    @Override
    public void progress(String label, long done, long total) {
        if (bar != null) {
            bar.draw(label, done, total);
        }
    }

    @Override
    public void summary(Summary summary) {
        line("");
        line("== Summary");
        summary.lines().forEach(text -> line("   " + text));
    }

    private synchronized void line(String text) {
        if (bar != null) {
            bar.clear();
        }
        out.println(text);
        out.flush();
    }
}
