package io.suture.trust.evidence;

import io.suture.trust.log.LogLimits;
import java.util.Optional;

/** Where a log is read from: the files of tlog-tiles, by their paths below the log's prefix. */
@FunctionalInterface
public interface LogSource {

    /** The path of the newest checkpoint. */
    String CHECKPOINT = "checkpoint";

    /** The path of the list of sizes that have a time stamp, one a line. */
    String TIMESTAMPS = "timestamps";

    /** Most bytes of that list: a time stamp a day for more than a thousand years. */
    int TIMESTAMPS_BYTES = 8 * 1024 * 1024;

    /** Bytes of a full hash tile. */
    int TILE_BYTES = LogLimits.TILE_WIDTH * 32;

    /** Return the path of the time stamp of the checkpoint of a size. */
    static String timestamp(long size) {
        return "timestamp/" + size + ".tsr";
    }

    /**
     * Return a file, empty if there is none.
     *
     * @param path {@code checkpoint}, {@code tile/<L>/<N>[.p/<W>]}, {@code tile/entries/<N>[.p/<W>]}, {@code timestamps} or
     *     {@code timestamp/<size>.tsr}
     * @param maxBytes a larger file is an error of the log
     * @throws LogSourceException if the log cannot be asked
     */
    Optional<byte[]> read(String path, int maxBytes);
}
