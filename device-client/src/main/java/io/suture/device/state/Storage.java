package io.suture.device.state;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The device's state directory. Paths are relative, with {@code /}; a file written is either entirely the old or
 * entirely the new content after a power cut. Failures of the medium are {@link java.io.UncheckedIOException}.
 */
public interface Storage {

    /** Return the content of a file, or empty if it does not exist. */
    Optional<byte[]> read(String path);

    /** Replace a file as one step that survives a power cut. */
    void write(String path, byte[] content);

    /** Remove a file; nothing happens if it does not exist. */
    void delete(String path);

    /** Return the names of the complete files in a directory, sorted; empty if there is no such directory. */
    List<String> list(String directory);

    /** Open a file that grows piece by piece; created if absent. Its content counts only once verified. */
    GrowingFile grow(String path);

    /** Give a file that was forced to the medium its name, in place of what had it, as one step that survives a power cut. */
    void rename(String from, String to);

    /** Return the bytes that may still be written. */
    long free();

    /** Return where a file lies on the local file system, for hooks. */
    Path locate(String path);
}
