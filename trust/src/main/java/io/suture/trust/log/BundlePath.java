package io.suture.trust.log;

/**
 * The name of an entry bundle (tlog-tiles, "Log Entries"): {@code tile/entries/<N>[.p/<W>]}. It has the entries whose hashes
 * are in the tile of level 0 with the same index and width.
 *
 * @param index the bundle's place
 * @param width 1 to 256 entries; 256 is a full bundle
 */
public record BundlePath(long index, int width) {

    private static final String PREFIX = "tile/entries/";
    private static final String TILE_PREFIX = "tile/0/";

    /** Checks the ranges. */
    public BundlePath {
        new TilePath(0, index, width);
    }

    /** Return the bundle with that index in a log of the given size; it must have at least one entry. */
    public static BundlePath covering(long index, long size) {
        return of(TilePath.covering(0, index, size));
    }

    /** Parses the one spelling of a path. */
    public static BundlePath parse(String path) {
        if (!path.startsWith(PREFIX)) {
            throw new MalformedLogDocument("bundle path", "is not in the form tile/entries/<N>[.p/<W>]");
        }
        return of(TilePath.parse(TILE_PREFIX + path.substring(PREFIX.length())));
    }

    /** Return whether all 256 entries are there. */
    public boolean isFull() {
        return width == LogLimits.TILE_WIDTH;
    }

    /** Return the full bundle that begins with this one. */
    public BundlePath full() {
        return new BundlePath(index, LogLimits.TILE_WIDTH);
    }

    /** Return the index of the first entry. */
    public long firstEntry() {
        return index * LogLimits.TILE_WIDTH;
    }

    @Override
    public String toString() {
        return PREFIX + new TilePath(0, index, width).toString().substring(TILE_PREFIX.length());
    }

    private static BundlePath of(TilePath tile) {
        return new BundlePath(tile.index(), tile.width());
    }
}
