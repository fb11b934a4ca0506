package io.suture.server.schedule;

import java.time.Duration;

/**
 * Waits that double with each failure in a row.
 *
 * @param shortest the wait after the first failure
 * @param longest no wait is longer
 */
public record Backoff(Duration shortest, Duration longest) {

    private static final int DOUBLINGS = 20;

    /** Return the wait after so many failures in a row, at least one. */
    public Duration after(int failures) {
        Duration doubled = shortest.multipliedBy(1L << Math.min(failures - 1, DOUBLINGS));
        return doubled.compareTo(longest) < 0 ? doubled : longest;
    }
}
