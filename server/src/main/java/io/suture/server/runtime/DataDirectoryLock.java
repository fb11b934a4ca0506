package io.suture.server.runtime;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Keeps two servers out of one data folder where one of them would do the other harm: a server with its own PostgreSQL is
 * alone in its folder. Replicas over another database share the folder, and only with each other.
 */
public final class DataDirectoryLock implements AutoCloseable {

    private final FileChannel channel;
    private final boolean alone;

    private DataDirectoryLock(FileChannel channel, boolean alone) {
        this.channel = channel;
        this.alone = alone;
    }

    static DataDirectoryLock take(Path dataDir, boolean alone) {
        try {
            Files.createDirectories(dataDir);
            FileChannel channel = FileChannel.open(
                    dataDir.resolve("server.lock"),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.READ,
                    StandardOpenOption.WRITE);
            if (!lock(channel, alone)) {
                channel.close();
                throw new RefusedStartException(
                        "Another Suture server uses " + dataDir + ".",
                        "Stop it, or give this one its own suture.data-dir. Replicas share the folder when"
                                + " suture.database.embedded is false for all of them.");
            }
            return new DataDirectoryLock(channel, alone);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean lock(FileChannel channel, boolean alone) throws IOException {
        try {
            return channel.tryLock(0, Long.MAX_VALUE, !alone) != null;
        } catch (OverlappingFileLockException e) {
            return !alone; // held by another server of this process, which is no other program
        }
    }

    /** Return whether no other server uses the folder. */
    public boolean isAlone() {
        return alone;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
