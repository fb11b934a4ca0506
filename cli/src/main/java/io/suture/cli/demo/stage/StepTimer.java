package io.suture.cli.demo.stage;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/** Collects how long each step took, on a clock that never goes back. */
public final class StepTimer {

    /** One finished step. */
    public record Timed(String title, Duration took) {}

    private final LongSupplier nanoTime;
    private final List<Timed> finished = new ArrayList<>();

    public StepTimer(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** Runs the step and notes its time only if it ends well. */
    public void time(String title, Step step) throws Exception {
        long start = nanoTime.getAsLong();
        step.run();
        finished.add(new Timed(title, Duration.ofNanos(nanoTime.getAsLong() - start)));
    }

    public List<Timed> finished() {
        return List.copyOf(finished);
    }

    public Duration total() {
        return finished.stream().map(Timed::took).reduce(Duration.ZERO, Duration::plus);
    }

    /** The body of a step. */
    public interface Step {
        void run() throws Exception;
    }
}
