package io.suture.trust.log;

/** Where hash tiles are stored. */
@FunctionalInterface
public interface TileReader {

    /** Return the tile at the path, exactly as wide as the path says. */
    Tile read(TilePath path);
}
