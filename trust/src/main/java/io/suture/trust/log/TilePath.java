package io.suture.trust.log;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The name of a hash tile (tlog-tiles, "Merkle Tree"): {@code tile/<L>/<N>[.p/<W>]}, N in groups of three digits.
 *
 * @param level the tile level, 0 to 63
 * @param index the tile's place within the level
 * @param width 1 to 256 hashes; 256 is a full tile
 */
public record TilePath(int level, long index, int width) {

    private static final Pattern FORMAT =
            Pattern.compile("tile/(0|[1-9][0-9]?)/((?:x[0-9]{3}/){0,6}[0-9]{3})(?:\\.p/([1-9][0-9]{0,2}))?");

    /** Checks the ranges of the specification. */
    public TilePath {
        if (level < 0 || level > 63 || index < 0 || width < 1 || width > LogLimits.TILE_WIDTH) {
            throw new MalformedLogDocument("tile path", "level " + level + ", index " + index + ", width " + width);
        }
    }

    /** Return the tile with that level and index in a tree of the given size; it must have at least one hash. */
    public static TilePath covering(int level, long index, long size) {
        long hashes = hashesAt(level, size) - index * LogLimits.TILE_WIDTH;
        return new TilePath(level, index, (int) Math.min(hashes, LogLimits.TILE_WIDTH));
    }

    /** Return every tile of a tree of the given size, level by level; partial tiles at the right edge. */
    public static List<TilePath> forSize(long size) {
        List<TilePath> paths = new ArrayList<>();
        for (int level = 0; hashesAt(level, size) > 0; level++) {
            long hashes = hashesAt(level, size);
            for (long index = 0; index * LogLimits.TILE_WIDTH < hashes; index++) {
                paths.add(covering(level, index, size));
            }
        }
        return paths;
    }

    /** Parses the one spelling of a path. */
    public static TilePath parse(String path) {
        Matcher matcher = FORMAT.matcher(path);
        if (!matcher.matches()) {
            throw new MalformedLogDocument("tile path", "is not in the form tile/<L>/<N>[.p/<W>]");
        }
        TilePath parsed =
                new TilePath(Integer.parseInt(matcher.group(1)), index(matcher.group(2)), width(matcher.group(3)));
        if (!parsed.toString().equals(path)) {
            throw new MalformedLogDocument("tile path", "is not canonical");
        }
        return parsed;
    }

    /** Return whether all 256 hashes are there. */
    public boolean isFull() {
        return width == LogLimits.TILE_WIDTH;
    }

    /** Return whether a tree of the given size has this tile, a full one being also a prefix of itself. */
    public boolean existsIn(long size) {
        return index <= Long.MAX_VALUE / LogLimits.TILE_WIDTH - 1
                && index * LogLimits.TILE_WIDTH + width <= hashesAt(level, size);
    }

    @Override
    public String toString() {
        StringBuilder groups = new StringBuilder("%03d".formatted(index % 1000));
        for (long rest = index / 1000; rest > 0; rest /= 1000) {
            groups.insert(0, "x%03d/".formatted(rest % 1000));
        }
        return "tile/" + level + "/" + groups + (isFull() ? "" : ".p/" + width);
    }

    private static long hashesAt(int level, long size) {
        int shift = level * LogLimits.TILE_HEIGHT;
        return shift >= Long.SIZE ? 0 : size >> shift;
    }

    private static long index(String groups) {
        try {
            return Long.parseLong(groups.replace("x", "").replace("/", ""));
        } catch (NumberFormatException e) {
            throw new MalformedLogDocument("tile path", "index is out of range");
        }
    }

    private static int width(@Nullable String width) {
        if (width == null) {
            return LogLimits.TILE_WIDTH;
        }
        int partial = Integer.parseInt(width);
        if (partial >= LogLimits.TILE_WIDTH) {
            throw new MalformedLogDocument("tile path", "a partial tile has at most 255 hashes");
        }
        return partial;
    }
}
