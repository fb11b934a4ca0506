package io.suture.server.audit;

import java.time.Instant;

/**
 * What the clock said, between two readings of a source that only counts on.
 *
 * @param wall what the clock said
 * @param before nanoseconds just before it was read
 * @param after nanoseconds just after
 */
record ClockReading(Instant wall, long before, long after) {}
