package io.suture.device.agent;

import io.suture.device.state.Storage;
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

/** Fetches what the log says about a release and has it verified against the checkpoint of the running version. */
final class LogCheck {

    private final DeviceServer server;
    private final Storage storage;

    LogCheck(DeviceServer server, Storage storage) {
        this.server = server;
        this.storage = storage;
    }

    /** The verified entry and the note to remember. */
    record Result(LogVerifier.Verified verified, String note) {}

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

    /** Return what the log says, at a time that is not earlier than any the device was shown. */
    Result check(
            LogPolicy policy,
            Manifest manifest,
            Optional<byte[]> publication,
            Optional<Notes.Stored> stored,
            Instant now) {
        Notes.provenFork(storage).ifPresent(fork -> {
            throw fork;
        });
        byte[] entry = publication.orElseThrow(() -> notInLog(manifest));
        TlogProof proof = TlogProof.parse(server.inclusionProof(manifest.id()).orElseThrow(() -> notInLog(manifest)));
        Checkpoint offered = policy.open(proof.checkpointNote());
        try {
            LogVerifier.Verified verified = LogVerifier.verify(
                    policy,
                    entry,
                    proof,
                    stored.map(known -> policy.acceptedBefore(known.note())),
                    stored.flatMap(known -> consistency(known.checkpoint(), offered)),
                    manifest);
            policy.requireFresh(verified.offered().newestCosignature(), now);
            return new Result(verified, note(policy, verified, proof, stored));
        } catch (LogFork fork) {
            stored.ifPresent(known -> Notes.keepEvidence(storage, known.note(), fork, proof.checkpointNote()));
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
