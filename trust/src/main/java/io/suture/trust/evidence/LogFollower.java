package io.suture.trust.evidence;

import io.suture.trust.log.AuditEntry;
import io.suture.trust.log.Checkpoint;
import io.suture.trust.log.Frontier;
import io.suture.trust.log.LogVerifier;
import io.suture.trust.log.MerkleTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Follows a log: reads what came after the entries verified before, and shows that nothing before them changed. */
public final class LogFollower {

    private LogFollower() {}

    /**
     * How far a log was verified.
     *
     * @param note the checkpoint
     * @param tree the tree of its entries
     */
    public record Seen(String note, Frontier tree) {}

    /**
     * A release that the log publishes.
     *
     * @param index its place in the log
     * @param entry its entry
     */
    public record Published(long index, AuditEntry entry) {}

    /**
     * One look at the log.
     *
     * @param report what was checked
     * @param note the checkpoint the log showed, if it showed one
     * @param seen how far it is verified now; as before if a check failed
     * @param published releases among the new entries
     */
    public record Round(Report report, Optional<String> note, Optional<Seen> seen, List<Published> published) {

        /** Copies the releases. */
        public Round {
            published = List.copyOf(published);
        }
    }

    /** Looks at the log once. */
    public static Round look(LogSource source, LogGiven given, Optional<Seen> before) {
        Checks checks = new Checks();
        CheckpointChecks checkpoints = new CheckpointChecks(checks, given);
        Fact<String> note = LogAudit.readable(checks, source);
        Fact<Checkpoint> signed = checkpoints.signed(note);
        List<EntryCheck> each = List.of(
                new EntryCheck.Form(), new EntryCheck.UniqueIds(), new EntryCheck.Times(checkpoints.quorum(note)));
        Frontier start = before.map(Seen::tree).orElseGet(Frontier::empty);
        List<Published> published = new ArrayList<>();
        Fact<Frontier> tree = checks.run(
                "entries-readable",
                () -> walk(source, start, signed.get().size()).run((index, bytes, leaf) -> {
                    EntryCheck.Read read = EntryCheck.Read.of(bytes);
                    each.forEach(check -> check.see(index, read));
                    read.entry()
                            .filter(entry -> entry.kind().equals(LogVerifier.PUBLISHED))
                            .ifPresent(entry -> published.add(new Published(index, entry)));
                }),
                read -> read.size() - start.size() + " new entries, " + read.size() + " in all");
        checks.run("log-continues", () -> continues(start, tree.get(), signed.get()));
        each.forEach(check ->
                checks.run(check.id(), () -> check.conclude(tree.value().isPresent())));
        Report report = checks.report(LogAudit.NOT_PROVEN);
        boolean failed = report.overall() == Report.Overall.NOT_VERIFIED;
        Optional<Seen> seen =
                failed ? before : note.value().flatMap(text -> tree.value().map(grown -> new Seen(text, grown)));
        return new Round(report, note.value(), seen, failed ? List.of() : published);
    }

    private static LogWalk walk(LogSource source, Frontier start, long size) {
        if (size < start.size()) {
            throw new FailedCheck("the log was longer before", start.size(), size);
        }
        return new LogWalk(source, start, size, Set.of());
    }

    private static String continues(Frontier start, Frontier tree, Checkpoint signed) {
        if (!tree.root().equals(signed.root())) {
            throw new FailedCheck(
                    "the " + start.size()
                            + " entries verified before and the new ones do not have the root of the checkpoint",
                    signed.root(),
                    tree.root());
        }
        return start.size() == 0 && tree.root().equals(MerkleTree.EMPTY_ROOT)
                ? "the log is empty"
                : "the first " + start.size() + " entries are those verified before";
    }
}
