package io.suture.server.timestamp;

import io.suture.server.schedule.Backoff;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** When to ask again after a failure, and what an operator must know: a log that goes without a time stamp for too long. */
final class Attempts {

    /** How long a wanted time stamp may be missing before an operator is told. */
    static final Duration PATIENCE = Duration.ofDays(1);

    /** Longest wait between two attempts. */
    static final Duration LONGEST = Duration.ofHours(1);

    private static final Logger log = LoggerFactory.getLogger(Attempts.class);

    private final Backoff backoff;
    private final Map<String, Missing> missing = new HashMap<>();

    /** Creates the memory; the wait after the first failure is the given one and doubles with each. */
    Attempts(Duration shortest) {
        this.backoff = new Backoff(shortest, LONGEST);
    }

    private record Missing(Instant since, int failures, Instant next, String problem, boolean told) {}

    /** Takes note that a time stamp is wanted and returns whether to ask for it now. */
    synchronized boolean begin(String name, Instant since, Instant now) {
        Missing known = missing.computeIfAbsent(
                name, first -> new Missing(since, 0, now, "no time stamp could be asked for yet", false));
        if (!known.told() && isLate(known, now)) {
            log.error("ALERT: log {} is without a time stamp since {}: {}", name, known.since(), known.problem());
            missing.put(name, new Missing(known.since(), known.failures(), known.next(), known.problem(), true));
        }
        return !known.next().isAfter(now);
    }

    synchronized void failed(String name, String problem, Instant now) {
        log.warn("log {} got no time stamp and asks again: {}", name, problem);
        missing.computeIfPresent(
                name,
                (key, known) -> new Missing(
                        known.since(),
                        known.failures() + 1,
                        now.plus(backoff.after(known.failures() + 1)),
                        problem,
                        known.told()));
    }

    synchronized void done(String name) {
        missing.remove(name);
    }

    /** Returns the logs that go without a time stamp for too long, and why. */
    synchronized Map<String, String> late(Instant now) {
        Map<String, String> late = new TreeMap<>();
        missing.forEach((name, known) -> Optional.of(known)
                .filter(found -> isLate(found, now))
                .ifPresent(found -> late.put(name, "since " + found.since() + ": " + found.problem())));
        return late;
    }

    private static boolean isLate(Missing known, Instant now) {
        return known.since().plus(PATIENCE).isBefore(now);
    }
}
