package io.suture.server.testing;

import io.suture.trust.tuf.TufException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Waits until something is so, and leaves the processors to those who make it so. */
public final class Await {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration LOOK = Duration.ofMillis(10);

    private Await() {}

    /** Looks until the condition holds; fails after a minute. */
    public static void await(BooleanSupplier condition) {
        Instant end = Instant.now().plus(PATIENCE);
        while (!condition.getAsBoolean()) {
            pause(end, null);
        }
    }

    /** Looks until the condition holds; while the server is away or its metadata do not fit together, it does not. */
    public static void awaitAnswer(BooleanSupplier condition) {
        Instant end = Instant.now().plus(PATIENCE);
        while (true) {
            try {
                if (condition.getAsBoolean()) {
                    return;
                }
                pause(end, null);
            } catch (UncheckedIOException | IllegalStateException | TufException notYet) {
                pause(end, notYet);
            }
        }
    }

    private static void pause(Instant end, @Nullable Exception last) {
        if (!Instant.now().isBefore(end)) {
            throw new AssertionError("not so after " + PATIENCE, last);
        }
        LockSupport.parkNanos(LOOK.toNanos());
    }
}
