package io.suture.trust.evidence;

import io.suture.trust.log.LogException;
import io.suture.trust.log.LogLimits;
import io.suture.trust.log.MerkleTree;
import io.suture.trust.log.Tile;
import io.suture.trust.log.TilePath;
import io.suture.trust.log.TreeHash;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Compares each served hash tile with the one computed from the entries, as soon as it is complete; keeps one tile a level. */
final class TileWalk {

    private final LogSource source;
    private final List<Level> levels = new ArrayList<>();
    private @Nullable FailedCheck first;
    private long compared;

    /** The tile of a level that is being filled. */
    private static final class Level {
        private final List<TreeHash> hashes = new ArrayList<>(LogLimits.TILE_WIDTH);
        private long index;
    }

    TileWalk(LogSource source) {
        this.source = source;
    }

    void leaf(TreeHash leaf) {
        add(0, leaf);
    }

    /** Compares the partial tiles too, and returns what passed. */
    String conclude(boolean whole) {
        if (whole) {
            for (int level = 0; level < levels.size(); level++) {
                partial(level);
            }
        }
        if (first != null) {
            throw first;
        }
        if (!whole) {
            throw new OpenCheck("not every entry could be read");
        }
        return compared + " tiles have the hashes of the entries";
    }

    private void add(int level, TreeHash hash) {
        while (levels.size() <= level) {
            levels.add(new Level());
        }
        Level filled = levels.get(level);
        filled.hashes.add(hash);
        if (filled.hashes.size() == LogLimits.TILE_WIDTH) {
            compare(new TilePath(level, filled.index, LogLimits.TILE_WIDTH), filled.hashes);
            TreeHash root = MerkleTree.root(filled.hashes);
            filled.index++;
            filled.hashes.clear();
            add(level + 1, root);
        }
    }

    private void partial(int level) {
        Level rest = levels.get(level);
        if (!rest.hashes.isEmpty()) {
            compare(new TilePath(level, rest.index, rest.hashes.size()), rest.hashes);
        }
    }

    private void compare(TilePath path, List<TreeHash> computed) {
        if (first != null) {
            return;
        }
        try {
            requireSame(path, computed, served(path));
            compared++;
        } catch (LogException e) {
            first = new FailedCheck(path + ": " + e.getMessage());
        } catch (FailedCheck e) {
            first = e;
        }
    }

    /** A log may drop a partial tile once the full one is there; the full one begins with the same hashes. */
    private List<TreeHash> served(TilePath path) {
        Optional<byte[]> exact = source.read(path.toString(), LogSource.TILE_BYTES);
        if (exact.isPresent()) {
            return Tile.parse(path, exact.get()).hashes();
        }
        TilePath full = new TilePath(path.level(), path.index(), LogLimits.TILE_WIDTH);
        return source.read(full.toString(), LogSource.TILE_BYTES)
                .map(bytes -> Tile.parse(full, bytes).hashes().subList(0, path.width()))
                .orElseThrow(() -> new FailedCheck(path + " is missing"));
    }

    private static void requireSame(TilePath path, List<TreeHash> computed, List<TreeHash> served) {
        for (int i = 0; i < computed.size(); i++) {
            if (!computed.get(i).equals(served.get(i))) {
                throw new FailedCheck(
                        "hash " + i + " of " + path + " is not that of the entries", computed.get(i), served.get(i));
            }
        }
    }
}
