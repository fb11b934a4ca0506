package io.suture.server.timestamp;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How far a log is stamped.
 *
 * @param log whose log
 * @param newest the size and the time of the newest time stamp
 * @param release index of the newest published release behind it that has its place in the log
 */
record Standing(String log, Optional<Stamped> newest, Optional<Long> release) {

    /** How often a log is stamped, whether it grew or not. */
    static final Duration EVERY = Duration.ofDays(1);

    record Stamped(long size, Instant time) {}

    /** Returns since when a time stamp is wanted: a release or a day without one. */
    Optional<Instant> dueSince(Instant now) {
        if (newest.isEmpty() || release.isPresent()) {
            return Optional.of(now);
        }
        return newest.map(stamped -> stamped.time().plus(EVERY)).filter(due -> !due.isAfter(now));
    }

    /** Returns whether a time stamp of a checkpoint of that size is the one wanted. */
    boolean isMetBy(long size) {
        return newest.map(Stamped::size).filter(stamped -> stamped >= size).isEmpty()
                && release.filter(index -> index >= size).isEmpty();
    }
}
