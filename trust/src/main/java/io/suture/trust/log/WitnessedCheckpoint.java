package io.suture.trust.log;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A checkpoint that a policy accepts.
 *
 * @param checkpoint the tree head
 * @param cosigned name of each listed witness that signed it, to the newest time it states
 */
public record WitnessedCheckpoint(Checkpoint checkpoint, Map<String, Instant> cosigned) {

    /** Copies the witnesses. */
    public WitnessedCheckpoint {
        cosigned = Collections.unmodifiableMap(new TreeMap<>(cosigned));
    }

    /** Return the newest time that a witness states. */
    public Optional<Instant> newestCosignature() {
        return cosigned.values().stream().max(Instant::compareTo);
    }
}
