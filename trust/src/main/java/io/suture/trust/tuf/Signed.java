package io.suture.trust.tuf;

import java.time.Instant;

/** What every role's metadata states (TUF 4.2). */
public sealed interface Signed permits Root, Timestamp, Snapshot, Targets {

    /** Return the version, at least 1. */
    long version();

    /** Return the instant from which on the metadata is no longer valid. */
    Instant expires();

    /** Return whether the metadata is expired at the given instant. */
    default boolean isExpired(Instant now) {
        return !now.isBefore(expires());
    }
}
