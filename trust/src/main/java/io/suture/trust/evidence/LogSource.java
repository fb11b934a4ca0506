package io.suture.trust.evidence;

import io.suture.trust.log.LogLimits;
import java.util.Optional;

/** Where a log is read from: the files of tlog-tiles, by their paths below the log's prefix. */
@FunctionalInterface
public interface LogSource {

    /** The path of the newest checkpoint. */
    String CHECKPOINT = "checkpoint";

    /** Bytes of a full hash tile. */
    int TILE_BYTES = LogLimits.TILE_WIDTH * 32;

    /**
     * Return a file, empty if there is none.
     *
     * @param path {@code checkpoint}, {@code tile/<L>/<N>[.p/<W>]} or {@code tile/entries/<N>[.p/<W>]}
     * @param maxBytes a larger file is an error of the log
     * @throws LogSourceException if the log cannot be asked
     */
    Optional<byte[]> read(String path, int maxBytes);
}
