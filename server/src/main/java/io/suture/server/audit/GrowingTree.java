package io.suture.server.audit;

import io.suture.trust.log.LogLimits;
import io.suture.trust.log.MerkleTree;
import io.suture.trust.log.Tile;
import io.suture.trust.log.TilePath;
import io.suture.trust.log.TreeHash;
import java.util.ArrayList;
import java.util.List;

/**
 * The right edge of a log as open tiles, one for each level: what the sequencer needs to complete tiles and to compute
 * the root without reading what is stored (tlog-tiles). Not thread-safe.
 */
final class GrowingTree {

    private final List<List<TreeHash>> open = new ArrayList<>();
    private long size;

    private GrowingTree(long size) {
        this.size = size;
    }

    static GrowingTree empty() {
        return new GrowingTree(0);
    }

    /** Returns the paths of the partial tiles that {@link #of} needs. */
    static List<TilePath> edge(long size) {
        List<TilePath> paths = new ArrayList<>();
        int level = 0;
        for (long hashes = size; hashes > 0; hashes /= LogLimits.TILE_WIDTH, level++) {
            int width = (int) (hashes % LogLimits.TILE_WIDTH);
            if (width > 0) {
                paths.add(new TilePath(level, hashes / LogLimits.TILE_WIDTH, width));
            }
        }
        return paths;
    }

    /** Returns the tree of this size whose right edge is stored in these tiles. */
    static GrowingTree of(long size, List<Tile> edge) {
        GrowingTree tree = new GrowingTree(size);
        for (Tile tile : edge) {
            tree.level(tile.path().level()).addAll(tile.hashes());
        }
        return tree;
    }

    long size() {
        return size;
    }

    /** Appends a leaf and returns the tiles that it completed, the lowest first. */
    List<CompleteTile> append(TreeHash leaf) {
        size++;
        List<CompleteTile> complete = new ArrayList<>();
        TreeHash hash = leaf;
        for (int level = 0; ; level++) {
            List<TreeHash> tile = level(level);
            tile.add(hash);
            if (tile.size() < LogLimits.TILE_WIDTH) {
                return complete;
            }
            hash = MerkleTree.root(tile);
            complete.add(new CompleteTile(new Tile(path(level), tile), hash));
            tile.clear();
        }
    }

    /** Returns the RFC 6962 root: the open tile of each level with the root of all lower levels as its last hash. */
    TreeHash root() {
        List<TreeHash> right = List.of();
        for (List<TreeHash> tile : open) {
            List<TreeHash> hashes = new ArrayList<>(tile);
            hashes.addAll(right);
            right = hashes.isEmpty() ? List.of() : List.of(MerkleTree.root(hashes));
        }
        return right.isEmpty() ? MerkleTree.EMPTY_ROOT : right.getFirst();
    }

    private TilePath path(int level) {
        long hashes = size >> (level * LogLimits.TILE_HEIGHT);
        return new TilePath(level, hashes / LogLimits.TILE_WIDTH - 1, LogLimits.TILE_WIDTH);
    }

    private List<TreeHash> level(int level) {
        while (open.size() <= level) {
            open.add(new ArrayList<>());
        }
        return open.get(level);
    }

    /** A full tile and the hash over it, which is one hash of the level above. */
    record CompleteTile(Tile tile, TreeHash root) {}
}
