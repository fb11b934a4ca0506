package io.suture.trust.gate;

import io.suture.trust.digest.Digest;
import java.util.Map;
import java.util.Optional;

/**
 * Where the transparency log has pieces of evidence, each place verified. It decides only whether evidence that a revoked
 * key signed is older than the revocation: a place can make evidence count, never keep it from counting.
 *
 * @param indexes payload digest of the envelope to index in the log
 */
public record EvidencePositions(Map<Digest, Long> indexes) {

    /** Nothing is known about the log. */
    public static final EvidencePositions NONE = new EvidencePositions(Map.of());

    /** Copies the map. */
    public EvidencePositions {
        indexes = Map.copyOf(indexes);
    }

    /** Return the index of a piece of evidence, if known. */
    public Optional<Long> of(Digest evidence) {
        return Optional.ofNullable(indexes.get(evidence));
    }
}
