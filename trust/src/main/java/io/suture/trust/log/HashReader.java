package io.suture.trust.log;

import java.util.List;

/** Where a proof finds the hashes of complete subtrees. */
@FunctionalInterface
public interface HashReader {

    /** Return the hash of the complete subtree over leaves {@code [index << level, (index + 1) << level)}. */
    TreeHash hash(int level, long index);

    /** Return a reader over leaf hashes held in memory. */
    static HashReader ofLeaves(List<TreeHash> leaves) {
        return new LeafHashReader(leaves);
    }

    /** Return a reader over hash tiles of a tree of the given size. */
    static HashReader ofTiles(long size, TileReader tiles) {
        return new TileHashReader(size, tiles);
    }
}
