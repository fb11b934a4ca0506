package io.suture.server.audit;

import io.suture.trust.digest.Digest;
import io.suture.trust.log.AuditEntry;
import io.suture.trust.log.Checkpoint;
import io.suture.trust.log.LogException;
import io.suture.trust.log.LogLimits;
import io.suture.trust.log.LogSigner;
import io.suture.trust.log.MerkleTree;
import io.suture.trust.log.Section;
import io.suture.trust.log.Tile;
import io.suture.trust.log.TilePath;
import io.suture.trust.log.TreeHash;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Recomputes a log from what was logged, slice by slice in the order of the log, and compares with everything that is
 * stored beside it: leaf hashes, tiles, roots that were signed, columns, private sections. Remembers the right edge of the
 * tree and nothing else, whatever the log's size. Not thread-safe.
 */
final class LogCheck {

    private final LogSigner log;
    private final GrowingTree tree = GrowingTree.empty();

    /** Begins at the first entry; checkpoints must be signed with the log's keys. */
    LogCheck(LogSigner log) {
        this.log = log;
    }

    /** What is stored for one place of the log. */
    @SuppressWarnings("ArrayRecordComponent")
    record StoredLeaf(long index, byte[] leafHash, UUID event, String kind, byte[] entry, long timeMillis) {}

    /** What is stored of one private section; without its text when its key is gone. */
    record StoredSection(UUID event, String name, String key, Optional<Section> opened, boolean changed) {}

    /** A slice of the log with all that is stored about it. */
    record Slice(
            List<StoredLeaf> leaves,
            Map<TilePath, LogTables.StoredTile> tiles,
            Map<Long, LogTables.SignedHead> signed,
            List<StoredSection> sections,
            Set<String> erasedKeys) {}

    /** Returns the root of everything checked so far. */
    TreeHash root() {
        return tree.root();
    }

    long size() {
        return tree.size();
    }

    /** Goes on with the next slice. */
    List<LogFinding> next(Slice slice) {
        List<LogFinding> findings = new ArrayList<>();
        Map<UUID, AuditEntry> entries = new HashMap<>();
        for (StoredLeaf leaf : slice.leaves()) {
            entry(leaf, findings).ifPresent(entry -> entries.put(leaf.event(), entry));
            for (GrowingTree.CompleteTile complete : tree.append(MerkleTree.leafHash(leaf.entry()))) {
                tile(complete, slice.tiles().get(complete.tile().path()), findings);
            }
            Optional.ofNullable(slice.signed().get(tree.size())).ifPresent(signed -> signed(signed, findings));
        }
        sections(slice, entries, findings);
        return findings;
    }

    private Optional<AuditEntry> entry(StoredLeaf leaf, List<LogFinding> findings) {
        String place = place(leaf.index());
        compare("index", place, Long.toString(tree.size()), Long.toString(leaf.index()), findings);
        compare(
                "leaf-hash",
                place,
                MerkleTree.leafHash(leaf.entry()).toString(),
                new TreeHash(leaf.leafHash()).toString(),
                findings);
        try {
            AuditEntry entry = AuditEntry.parse(leaf.entry());
            compare("id", place, entry.id(), leaf.event().toString(), findings);
            compare("kind", place, entry.kind(), leaf.kind(), findings);
            compare(
                    "time",
                    place,
                    Long.toString(entry.time().toEpochMilli()),
                    Long.toString(leaf.timeMillis()),
                    findings);
            return Optional.of(entry);
        } catch (LogException e) {
            findings.add(new LogFinding("entry", place, "an audit entry", String.valueOf(e.getMessage())));
            return Optional.empty();
        }
    }

    private static void tile(
            GrowingTree.CompleteTile complete, LogTables.@Nullable StoredTile stored, List<LogFinding> findings) {
        String place = complete.tile().path().toString();
        if (stored == null) {
            findings.add(new LogFinding("tile", place, "a stored tile", "nothing"));
            return;
        }
        compare("tile", place, digest(complete.tile()), digest(stored.tile()), findings);
        compare("tile-root", place, complete.root().toString(), stored.root().toString(), findings);
    }

    private void signed(LogTables.SignedHead signed, List<LogFinding> findings) {
        String place = "checkpoint " + tree.size();
        compare("checkpoint", place, tree.root().toString(), signed.root().toString(), findings);
        Checkpoint expected = new Checkpoint(log.origin(), tree.size(), tree.root());
        try {
            String text = log.open(signed.note()).format();
            compare("checkpoint-note", place, expected.format(), text, findings);
        } catch (LogException e) {
            findings.add(new LogFinding("checkpoint-note", place, expected.format(), String.valueOf(e.getMessage())));
        }
    }

    private static void sections(Slice slice, Map<UUID, AuditEntry> entries, List<LogFinding> findings) {
        Map<UUID, Set<String>> seen = new HashMap<>();
        for (StoredSection section : slice.sections()) {
            seen.computeIfAbsent(section.event(), event -> new HashSet<>()).add(section.name());
            Optional.ofNullable(entries.get(section.event()))
                    .ifPresent(entry -> section(section, entry, slice.erasedKeys(), findings));
        }
        entries.forEach((event, entry) -> {
            Set<String> missing = new TreeSet<>(entry.commit().keySet());
            missing.removeAll(seen.getOrDefault(event, Set.of()));
            missing.forEach(name ->
                    findings.add(new LogFinding("section", "section " + name + " of " + event, "stored", "nothing")));
        });
    }

    private static void section(
            StoredSection section, AuditEntry entry, Set<String> erasedKeys, List<LogFinding> findings) {
        String place = "section " + section.name() + " of " + section.event();
        String expected = entry.commit().getOrDefault(section.name(), "no such section");
        if (section.changed()) {
            findings.add(new LogFinding("section", place, expected, "a text that its key does not open"));
        } else if (section.opened().isPresent()) {
            compare("section", place, expected, section.opened().get().commitment(), findings);
        } else if (!erasedKeys.contains(section.key())) {
            findings.add(new LogFinding("section-key", place, "a key, or a logged erasure", "neither"));
        }
    }

    private static void compare(String check, String place, String expected, String found, List<LogFinding> findings) {
        if (!expected.equals(found)) {
            findings.add(new LogFinding(check, place, expected, found));
        }
    }

    private static String digest(Tile tile) {
        return Digest.of(tile.toBytes()).toString();
    }

    private static String place(long index) {
        return "entry " + index;
    }

    /** Returns the tiles that a slice of at most one tile's width completes when it starts at a multiple of that width. */
    static List<TilePath> completedBy(long first, int leaves) {
        List<TilePath> paths = new ArrayList<>();
        long hashes = first + leaves;
        for (int level = 0; hashes > 0 && hashes % LogLimits.TILE_WIDTH == 0; level++) {
            hashes /= LogLimits.TILE_WIDTH;
            paths.add(new TilePath(level, hashes - 1, LogLimits.TILE_WIDTH));
        }
        return paths;
    }
}
