package io.suture.server.audit;

import io.suture.trust.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * The clock is not where it should be (reliability case F12).
 *
 * @param expected what it should have said, or has said before
 * @param found what it said
 */
record ClockStep(Instant expected, Instant found) {

    /**
     * Returns the step between two readings if it is certainly larger than allowed: a process that stood still while it read the
     * clock is no step. Steps that are each small enough add up, for the earlier reading stays until one was reported.
     */
    static Optional<ClockStep> between(ClockReading earlier, ClockReading later, Duration limit) {
        Duration shown = Duration.between(earlier.wall(), later.wall());
        Duration least = Duration.ofNanos(later.before() - earlier.after());
        Duration most = Duration.ofNanos(later.after() - earlier.before());
        boolean forward = shown.minus(most).compareTo(limit) > 0;
        boolean backward = least.minus(shown).compareTo(limit) > 0;
        return forward || backward
                ? Optional.of(new ClockStep(earlier.wall().plus(forward ? most : least), later.wall()))
                : Optional.empty();
    }

    /** Returns the step that a clock has made which is behind the newest event of a log. */
    static Optional<ClockStep> behind(Instant newest, Instant now, Duration limit) {
        return newest.minus(limit).isAfter(now) ? Optional.of(new ClockStep(newest, now)) : Optional.empty();
    }

    /** Returns how far the clock went, negative when it went back. */
    Duration by() {
        return Duration.between(expected, found);
    }

    /** Returns what the world may know of it, for it explains times in the log. */
    JsonObject pub() {
        return JsonObject.builder()
                .put("expected", expected.truncatedTo(ChronoUnit.MILLIS))
                .put("found", found.truncatedTo(ChronoUnit.MILLIS))
                .build();
    }
}
