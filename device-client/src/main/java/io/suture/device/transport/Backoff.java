package io.suture.device.transport;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** Waits that double from {@code first} to {@code longest}, each shortened by up to a half at random. */
public record Backoff(Duration first, Duration longest, int tries) {

    /** Eight tries without progress, about three minutes. */
    public static final Backoff DEFAULT = new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(60), 8);

    /** Return the wait after the n-th failure in a row, counted from 1. */
    public Duration after(int failures, RandomGenerator random) {
        int doublings = Math.min(failures - 1, 30);
        long millis = Math.min(first.toMillis() << doublings, longest.toMillis());
        return Duration.ofMillis(millis - (long) (millis / 2.0 * random.nextDouble()));
    }
}
