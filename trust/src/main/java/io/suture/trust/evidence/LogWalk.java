package io.suture.trust.evidence;

import io.suture.trust.log.BundlePath;
import io.suture.trust.log.EntryBundle;
import io.suture.trust.log.Frontier;
import io.suture.trust.log.LogException;
import io.suture.trust.log.LogLimits;
import io.suture.trust.log.MerkleTree;
import io.suture.trust.log.TreeHash;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads entries in order, one bundle at a time, and computes the tree over them. */
final class LogWalk {

    private final LogSource source;
    private final Frontier start;
    private final long size;
    private final Set<Long> wanted;
    private final Map<Long, TreeHash> roots = new HashMap<>();

    /** Told of each entry. */
    @FunctionalInterface
    interface Visitor {
        void entry(long index, byte[] bytes, TreeHash leaf);
    }

    /**
     * Creates a walk.
     *
     * @param start the tree of the entries before the first to read
     * @param size the size to reach
     * @param wanted sizes whose roots to remember
     */
    LogWalk(LogSource source, Frontier start, long size, Set<Long> wanted) {
        this.source = source;
        this.start = start;
        this.size = size;
        this.wanted = Set.copyOf(wanted);
    }

    /** Return the tree of all entries; throws {@link FailedCheck} where the log cannot be read on. */
    Frontier run(Visitor visitor) {
        Frontier tree = start;
        remember(tree);
        while (tree.size() < size) {
            BundlePath path = BundlePath.covering(tree.size() / LogLimits.TILE_WIDTH, size);
            List<byte[]> entries = bundle(path);
            for (int i = (int) (tree.size() - path.firstEntry()); i < path.width(); i++) {
                TreeHash leaf = MerkleTree.leafHash(entries.get(i));
                visitor.entry(tree.size(), entries.get(i), leaf);
                tree = tree.append(leaf);
                remember(tree);
            }
        }
        return tree;
    }

    /** Return the root at one of the sizes wanted, if the walk came by. */
    Optional<TreeHash> root(long at) {
        return Optional.ofNullable(roots.get(at));
    }

    private void remember(Frontier tree) {
        if (wanted.contains(tree.size())) {
            roots.put(tree.size(), tree.root());
        }
    }

    /** A log may drop a partial bundle once the full one is there. */
    private List<byte[]> bundle(BundlePath path) {
        try {
            Optional<byte[]> exact = source.read(path.toString(), EntryBundle.MAX_BYTES);
            if (exact.isPresent()) {
                return EntryBundle.parse(path, exact.get());
            }
            return source.read(path.full().toString(), EntryBundle.MAX_BYTES)
                    .map(bytes -> EntryBundle.parse(path.full(), bytes))
                    .orElseThrow(() -> new FailedCheck(
                            path + " is missing: the log cannot be read beyond entry " + path.firstEntry()));
        } catch (LogException e) {
            throw new FailedCheck(String.valueOf(e.getMessage()));
        }
    }
}
