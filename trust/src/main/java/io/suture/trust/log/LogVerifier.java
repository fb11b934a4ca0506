package io.suture.trust.log;

import io.suture.trust.json.JsonObject;
import io.suture.trust.json.MalformedDocumentException;
import io.suture.trust.release.Manifest;
import java.util.Optional;

/**
 * What a device asks of the log before it installs: the release was published there, and the log is the one it saw
 * before, only longer. A pure function; the caller keeps the checkpoint it returns.
 */
public final class LogVerifier {

    /** The kind of entry that lets a release install; a logged refusal must not. */
    public static final String PUBLISHED = "release.published";

    private LogVerifier() {}

    /**
     * A release found in the log.
     *
     * @param checkpoint what the device remembers from now on: the newer of the stored and the offered one
     * @param entry the logged entry
     * @param index its place in the log
     * @param offered the checkpoint that the inclusion proof leads to, with who cosigned it
     */
    public record Verified(Checkpoint checkpoint, AuditEntry entry, long index, WitnessedCheckpoint offered) {

        /** Return the size of the checkpoint that the inclusion proof leads to. */
        public long verifiedSize() {
            return offered.checkpoint().size();
        }
    }

    /**
     * Verifies that the log holds the publication of this manifest.
     *
     * @param policy which log, with which keys
     * @param entry the logged bytes
     * @param proof inclusion of the entry in a signed checkpoint
     * @param stored the newest checkpoint seen before, if any
     * @param consistency from the stored checkpoint to the offered one, or from an older offered one to the stored one
     * @param manifest the release about to be installed
     */
    public static Verified verify(
            LogPolicy policy,
            byte[] entry,
            TlogProof proof,
            Optional<WitnessedCheckpoint> stored,
            Optional<ConsistencyProof> consistency,
            Manifest manifest) {
        WitnessedCheckpoint witnessed = policy.verify(proof.checkpointNote()); // rule 2
        Checkpoint offered = witnessed.checkpoint();
        requireIncluded(entry, proof, offered); // rule 3
        AuditEntry parsed = AuditEntry.parse(entry);
        requirePublished(parsed, manifest); // rule 4
        Checkpoint newest = stored.map(known -> newest(known.checkpoint(), offered, consistency)) // rule 6
                .orElse(offered);
        stored.ifPresent(known -> requireNotEarlier(known, witnessed)); // rule 7
        return new Verified(newest, parsed, proof.index(), witnessed);
    }

    /** A larger tree was cosigned later; of one size, or of a prefix, an older note may be the one that ships. */
    private static void requireNotEarlier(WitnessedCheckpoint stored, WitnessedCheckpoint offered) {
        if (offered.checkpoint().size() <= stored.checkpoint().size()) {
            return;
        }
        stored.newestCosignature()
                .ifPresent(before -> offered.newestCosignature()
                        .filter(now -> now.isBefore(before))
                        .ifPresent(now -> {
                            throw new CosignatureOlder(before, now);
                        }));
    }

    /**
     * Return the newer of two checkpoints after checking that one is a prefix of the other (rule 6 of the device's
     * rules; the offered one must already be verified).
     */
    public static Checkpoint newest(Checkpoint stored, Checkpoint offered, Optional<ConsistencyProof> consistency) {
        if (!stored.origin().equals(offered.origin())) {
            throw new WrongOrigin(stored.origin(), offered.origin());
        }
        if (stored.size() == offered.size()) {
            requireSameRoot(stored, offered);
            return stored;
        }
        if (stored.size() == 0 || stored.size() > offered.size()) {
            return stored.size() == 0 ? offered : older(stored, offered, consistency);
        }
        return grown(stored, offered, consistency);
    }

    private static void requireIncluded(byte[] entry, TlogProof proof, Checkpoint offered) {
        try {
            TreeHash leaf = MerkleTree.leafHash(entry);
            Proofs.verifyInclusion(leaf, proof.index(), offered.size(), proof.hashes(), offered.root());
        } catch (InvalidProof e) {
            throw new NotInLog(proof.index(), offered.size(), e.problem());
        }
    }

    private static void requirePublished(AuditEntry entry, Manifest manifest) {
        requireEqual("kind", PUBLISHED, entry.kind());
        JsonObject pub = entry.pub();
        try {
            requireEqual("product", manifest.id().product(), pub.string("product"));
            requireEqual("version", manifest.id().version(), pub.string("version"));
            requireEqual("manifest", manifest.digest().toString(), pub.string("manifest"));
            requireEqual("rollback", Long.toString(manifest.rollbackIndex()), Long.toString(pub.integer("rollback")));
        } catch (MalformedDocumentException e) {
            throw new EntryMismatch("pub." + e.path(), "a value", e.problem());
        }
    }

    private static void requireEqual(String field, String expected, String found) {
        if (!expected.equals(found)) {
            throw new EntryMismatch(field, expected, found);
        }
    }

    private static void requireSameRoot(Checkpoint stored, Checkpoint offered) {
        if (!stored.root().equals(offered.root())) {
            throw new LogFork(stored, offered, true, "one size, two roots");
        }
    }

    private static Checkpoint grown(Checkpoint stored, Checkpoint offered, Optional<ConsistencyProof> consistency) {
        ConsistencyProof proof = consistency
                .filter(given -> given.joins(stored.size(), offered.size()))
                .orElseThrow(() -> new ConsistencyProofMissing(stored.size(), offered.size()));
        requirePrefix(stored, offered, proof, new LogFork(stored, offered, false, "not shown to have only grown"));
        return offered;
    }

    private static Checkpoint older(Checkpoint stored, Checkpoint offered, Optional<ConsistencyProof> consistency) {
        ConsistencyProof proof = consistency
                .filter(given -> given.joins(offered.size(), stored.size()))
                .orElseThrow(() -> new CheckpointOlder(stored.size(), offered.size()));
        requirePrefix(offered, stored, proof, new LogFork(stored, offered, false, "not shown to be a prefix"));
        return stored;
    }

    private static void requirePrefix(Checkpoint older, Checkpoint newer, ConsistencyProof proof, LogFork otherwise) {
        try {
            Proofs.verifyConsistency(older.size(), older.root(), newer.size(), newer.root(), proof.hashes());
        } catch (InvalidProof e) {
            otherwise.initCause(e);
            throw otherwise;
        }
    }
}
