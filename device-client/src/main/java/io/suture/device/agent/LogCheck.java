package io.suture.device.agent;

import io.suture.device.state.Storage;
import io.suture.trust.breakglass.LiftedCheck;
import io.suture.trust.log.AuditEntry;
import io.suture.trust.log.Checkpoint;
import io.suture.trust.log.ConsistencyProof;
import io.suture.trust.log.LogException;
import io.suture.trust.log.LogFork;
import io.suture.trust.log.LogPolicy;
import io.suture.trust.log.LogVerifier;
import io.suture.trust.log.TlogProof;
import io.suture.trust.log.WitnessedCheckpoint;
import io.suture.trust.release.Manifest;
import io.suture.trust.release.ReleaseId;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Predicate;

/** Fetches what the log says about a release and has it verified against the checkpoint of the running version. */
final class LogCheck {

    private final DeviceServer server;
    private final Optional<Storage> memory;

    /**
     * Creates the check.
     *
     * @param memory where evidence against the log is kept; empty where nothing is decided about the log
     */
    LogCheck(DeviceServer server, Optional<Storage> memory) {
        this.server = server;
        this.memory = memory;
    }

    /**
     * What was verified and the note to remember.
     *
     * @param index place of the publication, -1 if break-glass let it be missing
     * @param size size of the log that was verified
     */
    record Result(long index, long size, String note) {

        @Override
        public String toString() {
            return index < 0 ? "no entry, lifted by break-glass" : "entry %d of %d".formatted(index, size);
        }
    }

    /** Return the entry that is said to be the publication; not verified yet. */
    Optional<byte[]> publication(ReleaseId release) {
        return server.publication(release);
    }

    /** Return when the entry claims that the release was published: believed only once the same bytes are verified. */
    static Optional<Instant> claimedTime(Optional<byte[]> publication) {
        try {
            return publication.map(AuditEntry::parse).map(AuditEntry::time);
        } catch (LogException notAnEntry) {
            return Optional.empty();
        }
    }

    /** Return when a witness last signed what this device saw of the log: it is not earlier than that. */
    static Optional<Instant> lastSeen(LogPolicy policy, Optional<Notes.Stored> stored) {
        return stored.map(known -> policy.acceptedBefore(known.note())).flatMap(WitnessedCheckpoint::newestCosignature);
    }

    /**
     * Return what the log says, at a time that is not earlier than any the device was shown.
     *
     * @param lifted whether break-glass lifts a check
     */
    Result check(
            LogPolicy policy,
            Manifest manifest,
            Optional<byte[]> publication,
            Optional<Notes.Stored> stored,
            Instant now,
            Predicate<LiftedCheck> lifted) {
        memory.flatMap(Notes::provenFork).ifPresent(fork -> {
            throw fork;
        });
        Optional<TlogProof> proof = publication
                .flatMap(entry -> server.inclusionProof(manifest.id()))
                .map(TlogProof::parse);
        if (proof.isEmpty() && lifted.test(LiftedCheck.LOG_ENTRY)) {
            return new Result(-1, 0, stored.map(Notes.Stored::note).orElse(""));
        }
        LogPolicy demanded = lifted.test(LiftedCheck.WITNESS_QUORUM) ? policy.withoutQuorum() : policy;
        Result verified = verify(
                demanded,
                manifest,
                publication.orElseThrow(() -> notInLog(manifest)),
                proof.orElseThrow(() -> notInLog(manifest)),
                stored);
        if (!lifted.test(LiftedCheck.CHECKPOINT_AGE)) {
            policy.requireFresh(
                    policy.acceptedBefore(proof.orElseThrow().checkpointNote()).newestCosignature(), now);
        }
        return verified;
    }

    private Result verify(
            LogPolicy policy, Manifest manifest, byte[] entry, TlogProof proof, Optional<Notes.Stored> stored) {
        Checkpoint offered = policy.open(proof.checkpointNote());
        try {
            LogVerifier.Verified verified = LogVerifier.verify(
                    policy,
                    entry,
                    proof,
                    stored.map(known -> policy.acceptedBefore(known.note())),
                    stored.flatMap(known -> consistency(known.checkpoint(), offered)),
                    manifest);
            return new Result(verified.index(), verified.verifiedSize(), note(policy, verified, proof, stored));
        } catch (LogFork fork) {
            memory.ifPresent(kept ->
                    stored.ifPresent(known -> Notes.keepEvidence(kept, known.note(), fork, proof.checkpointNote())));
            throw fork;
        }
    }

    private static RefusedException notInLog(Manifest manifest) {
        return new RefusedException(new Refusal.NotInLog(manifest.id()));
    }

    private Optional<ConsistencyProof> consistency(Checkpoint stored, Checkpoint offered) {
        long older = Math.min(stored.size(), offered.size());
        long newer = Math.max(stored.size(), offered.size());
        return older == newer || older == 0
                ? Optional.empty()
                : server.consistencyProof(older, newer).map(ConsistencyProof::parse);
    }

    /** Return what to remember: the larger tree; of two notes of one tree the one cosigned later. */
    private static String note(
            LogPolicy policy, LogVerifier.Verified verified, TlogProof proof, Optional<Notes.Stored> stored) {
        WitnessedCheckpoint offered = verified.offered();
        return stored.filter(known -> isNewer(policy.acceptedBefore(known.note()), offered))
                .map(Notes.Stored::note)
                .orElseGet(proof::checkpointNote);
    }

    private static boolean isNewer(WitnessedCheckpoint stored, WitnessedCheckpoint offered) {
        long ahead = stored.checkpoint().size() - offered.checkpoint().size();
        return ahead > 0 || (ahead == 0 && isEarlier(offered.newestCosignature(), stored.newestCosignature()));
    }

    private static boolean isEarlier(Optional<Instant> offered, Optional<Instant> stored) {
        return stored.isPresent() && offered.map(stored.get()::isAfter).orElse(true);
    }
}
