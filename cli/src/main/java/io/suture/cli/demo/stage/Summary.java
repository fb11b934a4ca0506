package io.suture.cli.demo.stage;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The table at the end of a run: one line for each step, the time it took, and the sum. */
public record Summary(List<StepTimer.Timed> steps, Duration total) {

    public Summary {
        steps = List.copyOf(steps);
    }

    public List<String> lines() {
        int width = steps.stream().mapToInt(s -> s.title().length()).max().orElse(5);
        width = Math.max(width, "total".length());
        List<String> lines = new ArrayList<>();
        for (StepTimer.Timed step : steps) {
            lines.add(line(step.title(), step.took(), width));
        }
        lines.add("-".repeat(width + 12));
        lines.add(line("total", total, width));
        return lines;
    }

    /** Seconds with one decimal, as {@code 12.3 s}. */
    public static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
    }

    private static String line(String title, Duration took, int width) {
        return String.format(Locale.ROOT, "%-" + width + "s  %10s", title, seconds(took));
    }
}
