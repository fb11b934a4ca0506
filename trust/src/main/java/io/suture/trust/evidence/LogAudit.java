package io.suture.trust.evidence;

import io.suture.trust.log.Checkpoint;
import io.suture.trust.log.Frontier;
import io.suture.trust.log.InvalidProof;
import io.suture.trust.log.LogException;
import io.suture.trust.log.LogLimits;
import io.suture.trust.log.MerkleTree;
import io.suture.trust.log.Proofs;
import io.suture.trust.log.SignedNote;
import io.suture.trust.log.TlogProof;
import io.suture.trust.log.TreeHash;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Audits a log without its server: every entry and every tile is recomputed from the bytes served, and compared with what
 * the log and its witnesses signed. Reads one bundle at a time; of the entries only their ids are kept.
 */
public final class LogAudit {

    /** What no log can prove about itself; a reader must know. */
    public static final List<String> NOT_PROVEN = List.of(
            "that every event was logged: what never came to the log leaves no gap",
            "that an entry's statement is true, or that the person behind a key is the named one",
            "the instants of entries, beyond their order and the times that witnesses signed",
            Report.STAMPS,
            "what private sections say that were not disclosed",
            "without a checkpoint from elsewhere or a quorum of witnesses: that others are shown the same log",
            "compliance with any regulation");

    private LogAudit() {}

    /** Audits a whole log. */
    public static Report verify(LogSource source, LogGiven given) {
        Checks checks = new Checks();
        verify(checks, source, given, List.of());
        return checks.report(NOT_PROVEN);
    }

    /** Audits a whole log, and each entry with more checks. */
    static void verify(Checks checks, LogSource source, LogGiven given, List<EntryCheck> more) {
        CheckpointChecks checkpoints = new CheckpointChecks(checks, given);
        Fact<String> note = readable(checks, source);
        Fact<Checkpoint> signed = checkpoints.signed(note);
        Optional<Instant> cosigned = checkpoints.quorum(note);
        new Whole(checks, checkpoints, source, given, more).run(signed, stated(note), cosigned);
    }

    /** Audits one entry with its inclusion proof. */
    public static Report verify(byte[] proofFile, byte[] entry, LogGiven given) {
        Checks checks = new Checks();
        CheckpointChecks checkpoints = new CheckpointChecks(checks, given);
        Fact<TlogProof> proof =
                checks.run("proof-readable", () -> TlogProof.parse(proofFile), p -> "a proof of entry " + p.index());
        Fact<String> note = new Fact<>("proof-readable", proof.value().map(TlogProof::checkpointNote));
        Fact<Checkpoint> signed = checkpoints.signed(note);
        Optional<Instant> cosigned = checkpoints.quorum(note);
        checks.run("entry-in-log", () -> included(proof.get(), entry, stated(note)));
        long index = proof.value().map(TlogProof::index).orElse(0L);
        for (EntryCheck check : entryChecks(given, cosigned)) {
            check.see(index, EntryCheck.Read.of(entry));
            checks.run(check.id(), () -> check.conclude(true));
        }
        checkpoints.earlier(
                signed,
                size -> signed.value()
                        .filter(checkpoint -> checkpoint.size() == size)
                        .map(Checkpoint::root));
        return checks.report(NOT_PROVEN);
    }

    /** Return the log's newest checkpoint, a note. */
    static Fact<String> readable(Checks checks, LogSource source) {
        return checks.run("checkpoint-readable", () -> note(source), text -> "a signed note");
    }

    /** Return the checkpoint as stated, so that a bad tree is found even under a bad signature. */
    private static Fact<Checkpoint> stated(Fact<String> note) {
        try {
            return new Fact<>(
                    note.id(),
                    note.value()
                            .map(text -> Checkpoint.parse(SignedNote.parse(text).unverifiedText())));
        } catch (LogException e) {
            return new Fact<>(note.id(), Optional.empty());
        }
    }

    private static String note(LogSource source) {
        return source.read(LogSource.CHECKPOINT, LogLimits.NOTE_BYTES)
                .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
                .orElseThrow(() -> new FailedCheck("the log has no checkpoint"));
    }

    private static String included(TlogProof proof, byte[] entry, Fact<Checkpoint> stated) {
        Checkpoint checkpoint = stated.get();
        TreeHash leaf = MerkleTree.leafHash(entry);
        try {
            Proofs.verifyInclusion(leaf, proof.index(), checkpoint.size(), proof.hashes(), checkpoint.root());
        } catch (InvalidProof e) {
            throw new FailedCheck("entry " + proof.index() + " of " + checkpoint.size() + ": " + e.problem());
        }
        return "the entry is number " + proof.index() + " of " + checkpoint.size();
    }

    private static List<EntryCheck> entryChecks(LogGiven given, Optional<Instant> cosigned) {
        List<EntryCheck> all = new ArrayList<>(List.of(
                new EntryCheck.Form(),
                new EntryCheck.UniqueIds(),
                new EntryCheck.Times(cosigned),
                new EntryCheck.Kinds()));
        if (!given.disclosures().isEmpty()) {
            all.add(new EntryCheck.DisclosedMatch(given.disclosures()));
        }
        return all;
    }

    /** The pass over all entries. */
    private record Whole(
            Checks checks, CheckpointChecks checkpoints, LogSource source, LogGiven given, List<EntryCheck> more) {

        void run(Fact<Checkpoint> signed, Fact<Checkpoint> stated, Optional<Instant> cosigned) {
            long size = stated.value().map(Checkpoint::size).orElse(0L);
            TimestampChecks timestamps = new TimestampChecks(given.timestamps());
            LogWalk walk = new LogWalk(source, Frontier.empty(), size, wanted(timestamps));
            List<EntryCheck> each = entryChecks(given, cosigned);
            timestamps.times().ifPresent(each::add);
            each.addAll(more);
            TileWalk tiles = new TileWalk(source);
            Fact<Frontier> tree = checks.run(
                    "entries-readable",
                    () -> {
                        stated.get();
                        return walk.run((index, bytes, leaf) -> {
                            EntryCheck.Read read = EntryCheck.Read.of(bytes);
                            each.forEach(check -> check.see(index, read));
                            tiles.leaf(leaf);
                        });
                    },
                    read -> read.size() + " entries");
            checks.run("log-root", () -> root(tree.get(), stated.get()));
            boolean whole = tree.value().isPresent();
            checks.run("tiles-match", () -> tiles.conclude(whole));
            each.forEach(check -> checks.run(check.id(), () -> check.conclude(whole)));
            checkpoints.earlier(signed, walk::root);
            checks.run(TimestampChecks.ID, () -> timestamps.conclude(stated, walk::root));
        }

        /** Return the sizes of what was stamped, and of the checkpoint seen before as it states it. */
        private Set<Long> wanted(TimestampChecks timestamps) {
            Set<Long> sizes = new HashSet<>(timestamps.sizes());
            given.earlier()
                    .map(note -> stated(new Fact<>("earlier", Optional.of(note))))
                    .flatMap(Fact::value)
                    .map(Checkpoint::size)
                    .ifPresent(sizes::add);
            return sizes;
        }

        private static String root(Frontier tree, Checkpoint stated) {
            if (!tree.root().equals(stated.root())) {
                throw new FailedCheck("the entries do not have the root of the checkpoint", stated.root(), tree.root());
            }
            return "the root over " + tree.size() + " entries is the checkpoint's";
        }
    }
}
