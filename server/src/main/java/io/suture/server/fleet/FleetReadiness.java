package io.suture.server.fleet;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How much of a fleet has seen a root: what must be known before keys of an earlier root are given up. Each enrolled
 * device counts once; {@code devices = ready + behind + unknown}.
 *
 * @param root the version asked for
 * @param devices enrolled devices
 * @param ready devices that trust this version or a later one
 * @param behind devices that trust an earlier version
 * @param silent devices that are not ready and were not heard of for a long time
 * @param waiting the first of the devices that are not ready, the longest silent first
 */
public record FleetReadiness(long root, long devices, long ready, long behind, long silent, List<Waiting> waiting) {

    /** The most devices that are listed. */
    static final int MAX_LISTED = 500;

    /** Takes a copy. */
    public FleetReadiness {
        waiting = List.copyOf(waiting);
    }

    /** Return how many devices never said which root they trust. */
    public long unknown() {
        return devices - ready - behind;
    }

    /** A device that is not ready. */
    public record Waiting(
            String device, String product, String facility, Optional<Long> trustedRoot, Optional<Instant> lastSeen) {}
}
