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

    Result check(LogPolicy policy, Manifest manifest, Optional<byte[]> publication, Optional<Notes.Stored> stored) {
        byte[] entry = publication.orElseThrow(() -> notInLog(manifest));
        TlogProof proof = TlogProof.parse(server.inclusionProof(manifest.id()).orElseThrow(() -> notInLog(manifest)));
        Checkpoint offered = policy.open(proof.checkpointNote());
        try {
            LogVerifier.Verified verified = LogVerifier.verify(
                    policy,
                    entry,
                    proof,
                    stored.map(Notes.Stored::checkpoint),
                    stored.flatMap(known -> consistency(known.checkpoint(), offered)),
                    manifest);
            return new Result(verified, note(verified, offered, proof, stored));
        } catch (LogFork fork) {
            stored.ifPresent(known -> Notes.keepEvidence(storage, known.note(), proof.checkpointNote()));
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

    private static String note(
            LogVerifier.Verified verified, Checkpoint offered, TlogProof proof, Optional<Notes.Stored> stored) {
        return verified.checkpoint().equals(offered)
                ? proof.checkpointNote()
                : stored.map(Notes.Stored::note).orElseThrow(LogCheck::impossible);
    }

    private static LogException impossible() {
        throw new IllegalStateException("a checkpoint that was neither stored nor offered");
    }
}
