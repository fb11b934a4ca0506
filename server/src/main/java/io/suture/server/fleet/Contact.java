package io.suture.server.fleet;

import java.time.Instant;
import java.util.Optional;

/**
 * What is remembered of a device's requests.
 *
 * @param at the last one
 * @param trustedRoot the version of the root that the device trusted, when it said so
 */
record Contact(Instant at, Optional<Long> trustedRoot) {

    /** Return what both say; the later one counts. */
    Contact and(Contact other) {
        return other.at.isBefore(at)
                ? new Contact(at, trustedRoot.or(other::trustedRoot))
                : new Contact(other.at, other.trustedRoot.or(this::trustedRoot));
    }
}
