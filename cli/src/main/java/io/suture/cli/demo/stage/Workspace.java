package io.suture.cli.demo.stage;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The folder of one demo: where everything lies, held by one process at a time. */
public final class Workspace implements AutoCloseable {

    private final Path root;
    private final FileChannel channel;
    private final FileLock lock;

    private Workspace(Path root, FileChannel channel, FileLock lock) {
        this.root = root;
        this.channel = channel;
        this.lock = lock;
    }

    /** Makes the folder if needed and holds it; refuses if another demo holds it. */
    public static Workspace open(Path root) throws IOException {
        Path absolute = root.toAbsolutePath().normalize();
        Files.createDirectories(absolute);
        Path file = absolute.resolve("demo.lock");
        var channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = tryLock(channel);
        if (lock == null) {
            channel.close();
            throw new DemoException(absolute + " is in use by another running demo: wait for its end, or give this one"
                    + " a folder of its own with --data DIR");
        }
        return new Workspace(absolute, channel, lock);
    }

    public Path root() {
        return root;
    }

    public Path state() {
        return root.resolve("demo.json");
    }

    public Path serverData() {
        return root.resolve("server");
    }

    Path serverLog() {
        return root.resolve("server.log");
    }

    Path serverPid() {
        return root.resolve("server.pid");
    }

    /** The folder of that name, made if it is not there. */
    public Path folder(String name) throws IOException {
        return Files.createDirectories(root.resolve(name));
    }

    /** Whether a demo ended well here and was kept. */
    public boolean isFinished() {
        return Files.exists(finished());
    }

    public void markFinished() throws IOException {
        Files.writeString(finished(), "");
    }

    private Path finished() {
        return root.resolve("finished");
    }

    /** Removes all but the held lock file. */
    public void clear() throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
            for (Path file : deepestFirst) {
                if (!file.equals(root) && !file.equals(root.resolve("demo.lock"))) {
                    Files.delete(file);
                }
            }
        }
    }

    @Override
    public void close() throws IOException {
        lock.release();
        channel.close();
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException heldByThisProcess) {
            return null;
        }
    }
}
