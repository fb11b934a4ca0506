package io.suture.server.signing;

import io.suture.trust.digest.Digest;
import io.suture.trust.gate.EvidencePositions;
import io.suture.trust.gate.Gate;
import io.suture.trust.gate.Verdict;
import io.suture.trust.log.Checkpoint;
import io.suture.trust.log.SignedNote;
import io.suture.trust.release.ReleaseId;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A release that a new log policy takes the places of its evidence from: they were frozen with a checkpoint that satisfies the
 * policy in force and not the new one. What a revoked key signed counts no more without its place.
 *
 * @param release which
 * @param checkpoint the size of the checkpoint that the places lead to
 * @param places how many are lost
 * @param installable whether devices accept its evidence even so, as things are now
 */
record Stranded(ReleaseId release, long checkpoint, int places, boolean installable) {

    /** Returns whether the change strands the release, with the code by which devices find the places and run the gate. */
    static Optional<Stranded> by(PolicyChange change, ReleaseId release, FrozenEvidence frozen, Instant now) {
        EvidencePositions after = frozen.positions(change.log());
        Set<Digest> lost = change.before()
                .map(before -> new HashSet<>(frozen.positions(before).indexes().keySet()))
                .orElseGet(HashSet::new);
        lost.removeAll(after.indexes().keySet());
        return lost.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new Stranded(release, checkpoint(frozen), lost.size(), accepted(change, frozen, after, now)));
    }

    private static boolean accepted(PolicyChange change, FrozenEvidence frozen, EvidencePositions after, Instant now) {
        Verdict verdict =
                Gate.evaluate(change.release(), change.people(), frozen.manifest(), frozen.envelopes(), after, now);
        return verdict.accepted();
    }

    private static long checkpoint(FrozenEvidence frozen) {
        String note = frozen.log().orElseThrow().checkpoint();
        return Checkpoint.parse(SignedNote.parse(note).unverifiedText()).size();
    }

    /** Returns the release as data of a problem. */
    Map<String, Object> describe() {
        return Map.of(
                "release",
                release.toString(),
                "checkpoint",
                checkpoint,
                "places",
                places,
                "installable",
                installable,
                "explain",
                explain());
    }

    private String explain() {
        return "%s: the places of its evidence in the log lead to checkpoint %d, which the new log policy does not accept; %s"
                .formatted(
                        release,
                        checkpoint,
                        installable
                                ? "devices install it until a key that signed its evidence is revoked"
                                : "devices refuse it at once");
    }
}
