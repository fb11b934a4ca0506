package io.suture.device.agent;

import io.suture.device.agent.UpdateAgent.Cycle;
import io.suture.device.transport.Backoff;
import io.suture.device.transport.Sleeper;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** Cycle after cycle: at the server's interval plus up to a fifth at random, so that a fleet does not ask in step. */
public final class RunLoop {

    private static final Duration DEFAULT = Duration.ofMinutes(5);
    private static final Backoff FAILED = new Backoff(Duration.ofMinutes(1), Duration.ofHours(1), Integer.MAX_VALUE);

    private final Supplier<Cycle> cycle;
    private final Sleeper sleeper;
    private final RandomGenerator random;

    public RunLoop(Supplier<Cycle> cycle, Sleeper sleeper, RandomGenerator random) {
        this.cycle = cycle;
        this.sleeper = sleeper;
        this.random = random;
    }

    /** Go on while asked to. */
    public void run(BooleanSupplier goOn) {
        int failures = 0;
        while (goOn.getAsBoolean()) {
            Cycle done = cycle.get();
            failures = done.good() ? 0 : failures + 1;
            sleeper.sleep(pause(done, failures));
        }
    }

    private Duration pause(Cycle done, int failures) {
        if (!done.good() && done.next().isEmpty()) {
            return FAILED.after(failures, random);
        }
        Duration asked = done.next().orElse(DEFAULT);
        return asked.plusMillis((long) (asked.toMillis() / 5.0 * random.nextDouble()));
    }
}
