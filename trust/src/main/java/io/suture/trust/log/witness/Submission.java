package io.suture.trust.log.witness;

import io.suture.trust.log.Checkpoint;
import io.suture.trust.log.CheckpointNotSigned;
import io.suture.trust.log.ConsistencyProof;
import io.suture.trust.log.InvalidProof;
import io.suture.trust.log.LogException;
import io.suture.trust.log.LogFork;
import io.suture.trust.log.LogPolicy;
import io.suture.trust.log.MerkleTree;
import io.suture.trust.log.Proofs;
import io.suture.trust.log.SignedNote;
import io.suture.trust.log.TreeHash;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * An {@code add-checkpoint} request whose checkpoint a known log signed. Whether it continues the log depends on what the
 * witness stored: {@link #judge} and the storing that follows must be one step.
 *
 * @param log the log, as this witness knows it
 * @param oldSize where the proof starts
 * @param proof the consistency path
 * @param checkpoint the new tree head
 * @param note its note, with the log's signatures and no others
 */
public record Submission(LogPolicy log, long oldSize, List<TreeHash> proof, Checkpoint checkpoint, String note) {

    /** Copies the path. */
    public Submission {
        proof = List.copyOf(proof);
    }

    /**
     * Reads a request body.
     *
     * @param logs finds a log by its origin
     * @throws VerdictException with the answer, if it is not worth looking at what was stored
     */
    public static Submission read(Function<String, Optional<LogPolicy>> logs, byte[] body) {
        try {
            return read(logs, ConsistencyProof.parse(body));
        } catch (LogException e) {
            throw new VerdictException(new Verdict.Malformed(String.valueOf(e.getMessage())));
        }
    }

    /** Return the answer of a witness that last signed {@code stored}. */
    public Verdict judge(Optional<Checkpoint> stored) {
        long known = stored.map(Checkpoint::size).orElse(0L);
        if (oldSize > checkpoint.size()) {
            return new Verdict.Backwards(oldSize, checkpoint.size());
        }
        if (oldSize != known) {
            return new Verdict.OtherSize(known);
        }
        TreeHash root = stored.map(Checkpoint::root).orElse(MerkleTree.EMPTY_ROOT);
        try {
            Proofs.verifyConsistency(oldSize, root, checkpoint.size(), checkpoint.root(), proof);
            return new Verdict.Accepted();
        } catch (InvalidProof e) {
            return new Verdict.Inconsistent(e.problem());
        }
    }

    /** Return the proof of misbehaviour, if the log signed another root for the size that was stored. */
    public Optional<LogFork> fork(Optional<Checkpoint> stored) {
        return stored.filter(known ->
                        known.size() == checkpoint.size() && !known.root().equals(checkpoint.root()))
                .map(known -> new LogFork(known, checkpoint, true, "one size, two roots"));
    }

    private static Submission read(Function<String, Optional<LogPolicy>> logs, ConsistencyProof request) {
        SignedNote note = SignedNote.parse(request.newCheckpointNote());
        List<String> lines = note.unverifiedText().lines().toList();
        LogPolicy log = lines.stream()
                .findFirst()
                .flatMap(logs)
                .orElseThrow(() -> new VerdictException(new Verdict.UnknownLog()));
        requireEmptyRoot(lines);
        Checkpoint checkpoint = signed(log, note);
        String own = note.unverifiedText() + "\n" + note.linesOf(log.keys());
        return new Submission(log, request.oldSize(), request.hashes(), checkpoint, own);
    }

    /** A checkpoint of size 0 with another root than that of nothing is no checkpoint, and has an answer of its own. */
    private static void requireEmptyRoot(List<String> lines) {
        boolean empty = lines.size() > 2 && lines.get(1).equals("0");
        if (empty && !lines.get(2).equals(MerkleTree.EMPTY_ROOT.base64())) {
            throw new VerdictException(new Verdict.Inconsistent("an empty tree has one root"));
        }
    }

    private static Checkpoint signed(LogPolicy log, SignedNote note) {
        try {
            return log.openUnwitnessed(note.format());
        } catch (CheckpointNotSigned e) {
            throw new VerdictException(new Verdict.NotSigned(e.problem()));
        }
    }
}
