package io.suture.trust.log;

/** Complete subtrees out of hash tiles (tlog-tiles): a level above a tile's own is hashed from that tile. */
final class TileHashReader implements HashReader {

    private final long size;
    private final TileReader tiles;

    TileHashReader(long size, TileReader tiles) {
        this.size = size;
        this.tiles = tiles;
    }

    @Override
    public TreeHash hash(int level, long index) {
        int tileLevel = level / LogLimits.TILE_HEIGHT;
        int height = level % LogLimits.TILE_HEIGHT;
        long first = index << height;
        TilePath path = TilePath.covering(tileLevel, first / LogLimits.TILE_WIDTH, size);
        return tiles.read(path).subtree(height, (int) (first % LogLimits.TILE_WIDTH));
    }
}
