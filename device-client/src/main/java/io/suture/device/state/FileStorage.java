package io.suture.device.state;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** A directory, readable by its owner alone: temporary file, fsync, rename, fsync of the directory. */
public final class FileStorage implements Storage {

    private static final String UNFINISHED = ".new";
    private static final Set<OpenOption> REPLACE =
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE);

    private final Path root;
    private final Steps steps;

    public FileStorage(Path root, Steps steps) {
        this.root = root.toAbsolutePath().normalize();
        this.steps = steps;
    }

    public FileStorage(Path root) {
        this(root, Steps.NONE);
    }

    @Override
    public Optional<byte[]> read(String path) {
        try {
            return Optional.of(Files.readAllBytes(locate(path)));
        } catch (NoSuchFileException absent) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void write(String path, byte[] content) {
        Path target = locate(path);
        Path unfinished = target.resolveSibling(target.getFileName() + UNFINISHED);
        try {
            createDirectories(parent(target));
            writeThrough(unfinished, path, content);
            replace(unfinished, target, path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void rename(String from, String to) {
        try {
            replace(locate(from), locate(to), to);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void replace(Path finished, Path target, String path) throws IOException {
        Files.move(finished, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        steps.reached("rename " + path);
        sync(parent(target));
        steps.reached("written " + path);
    }

    private void writeThrough(Path file, String path, byte[] content) throws IOException {
        try (FileChannel channel = FileChannel.open(file, REPLACE, ownerOnly(file, "rw-------"))) {
            steps.reached("create " + path);
            ByteBuffer bytes = ByteBuffer.wrap(content);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            steps.reached("fill " + path);
            channel.force(true);
        }
        steps.reached("sync " + path);
    }

    @Override
    public void delete(String path) {
        try {
            if (Files.deleteIfExists(locate(path))) {
                sync(parent(locate(path)));
                steps.reached("delete " + path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public List<String> list(String directory) {
        Path folder = locate(directory);
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> file.getFileName().toString())
                    .filter(name -> !name.endsWith(UNFINISHED))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public GrowingFile grow(String path) {
        Path target = locate(path);
        try {
            createDirectories(parent(target));
            Set<OpenOption> options =
                    Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            FileChannel channel = FileChannel.open(target, options, ownerOnly(target, "rw-------"));
            return new ChannelFile(channel, path, steps);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public long free() {
        try {
            return Files.getFileStore(root).getUsableSpace();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Path locate(String path) {
        Path located = root.resolve(path).normalize();
        if (!located.startsWith(root)) {
            throw new IllegalArgumentException("leaves the state directory: " + path);
        }
        return located;
    }

    private void createDirectories(Path directory) throws IOException {
        if (Files.isDirectory(directory)) {
            return;
        }
        Path parent = parent(directory);
        createDirectories(parent);
        Files.createDirectory(directory, ownerOnly(directory, "rwx------"));
        sync(parent);
    }

    private static Path parent(Path path) {
        Path parent = path.getParent();
        if (parent == null) {
            throw new IllegalArgumentException("not inside a directory: " + path);
        }
        return parent;
    }

    private static void sync(Path directory) throws IOException {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private static FileAttribute<?>[] ownerOnly(Path path, String permissions) {
        boolean posix = path.getFileSystem().supportedFileAttributeViews().contains("posix");
        return posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }
}
