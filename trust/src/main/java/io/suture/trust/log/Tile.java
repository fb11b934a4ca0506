package io.suture.trust.log;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** The hashes of one tile (tlog-tiles): 32 bytes each, as many as its path says. */
public record Tile(TilePath path, List<TreeHash> hashes) {

    /** Checks the width. */
    public Tile {
        hashes = List.copyOf(hashes);
        if (hashes.size() != path.width()) {
            throw new MalformedLogDocument("tile", path + " has " + hashes.size() + " hashes");
        }
    }

    /** Computes a tile from stored hashes. */
    public static Tile of(TilePath path, HashReader reader) {
        List<TreeHash> hashes = new ArrayList<>(path.width());
        for (int i = 0; i < path.width(); i++) {
            long index = path.index() * LogLimits.TILE_WIDTH + i;
            hashes.add(reader.hash(path.level() * LogLimits.TILE_HEIGHT, index));
        }
        return new Tile(path, hashes);
    }

    /** Parses tile bytes: exactly 32 for each hash. */
    public static Tile parse(TilePath path, byte[] bytes) {
        if (bytes.length != path.width() * TreeHash.LENGTH) {
            throw new MalformedLogDocument("tile", path + " has " + bytes.length + " bytes");
        }
        return new Tile(path, hashes(bytes));
    }

    /** Splits concatenated hashes; the length must be a multiple of 32. */
    public static List<TreeHash> hashes(byte[] bytes) {
        if (bytes.length % TreeHash.LENGTH != 0) {
            throw new MalformedLogDocument("hashes", bytes.length + " bytes are no whole number of hashes");
        }
        List<TreeHash> hashes = new ArrayList<>(bytes.length / TreeHash.LENGTH);
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
            byte[] hash = new byte[TreeHash.LENGTH];
            buffer.get(hash);
            hashes.add(new TreeHash(hash));
        }
        return hashes;
    }

    /** Return the bytes as served. */
    public byte[] toBytes() {
        ByteBuffer buffer = ByteBuffer.allocate(hashes.size() * TreeHash.LENGTH);
        hashes.forEach(hash -> buffer.put(hash.bytes()));
        return buffer.array();
    }

    /** Return the hash over the {@code 1 << height} hashes that start at {@code first}. */
    TreeHash subtree(int height, int first) {
        int width = 1 << height;
        if (first + width > hashes.size()) {
            throw new MalformedLogDocument("tile", path + " does not reach hash " + (first + width - 1));
        }
        return MerkleTree.root(hashes.subList(first, first + width));
    }
}
