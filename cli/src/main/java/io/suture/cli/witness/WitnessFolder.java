package io.suture.cli.witness;

import io.suture.cli.session.CommandFailure;
import io.suture.trust.digest.Digest;
import io.suture.trust.log.LogLimits;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a witness must never forget: the newest checkpoint of each log it signed, one file each, held by one process. A
 * written file is on the disk when {@link #write} returns, name and all; a crash leaves the old one or the new one.
 */
final class WitnessFolder implements Closeable {

    /** Most pieces of evidence kept; after that the alarm alone tells. */
    static final int MAX_EVIDENCE = 256;

    private static final String EVIDENCE = "evidence";

    private final Path root;
    private final FileChannel lockFile;

    private WitnessFolder(Path root, FileChannel lockFile) {
        this.root = root;
        this.lockFile = lockFile;
    }

    /** Makes the folder if needed and holds it; refuses if another process does. */
    static WitnessFolder open(Path folder) {
        try {
            Files.createDirectories(folder.resolve(EVIDENCE));
            FileChannel channel = FileChannel.open(
                    folder.resolve("witness.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (!locked(channel)) {
                channel.close();
                throw CommandFailure.usage(folder + " is in use by another witness");
            }
            return new WitnessFolder(folder, channel);
        } catch (IOException e) {
            throw CommandFailure.usage(folder + " cannot be used: " + e.getMessage());
        }
    }

    /** Return the newest checkpoint signed of the log with this hash, a note. */
    Optional<String> read(String originHash) throws IOException {
        Path file = file(originHash);
        if (Files.notExists(file)) {
            return Optional.empty();
        }
        try (InputStream in = Files.newInputStream(file)) {
            return Optional.of(new String(in.readNBytes(LogLimits.NOTE_BYTES), StandardCharsets.UTF_8));
        }
    }

    void write(String originHash, String note) throws IOException {
        replace(file(originHash), note);
    }

    /** Keeps two notes of one log that cannot both be true, once; returns where. */
    Optional<Path> keep(String originHash, String stored, String offered) throws IOException {
        String digest = Digest.of(offered.getBytes(StandardCharsets.UTF_8)).hex();
        Path folder = root.resolve(EVIDENCE);
        Path file = folder.resolve(originHash.substring(0, 16) + "-" + digest.substring(0, 16) + ".txt");
        if (Files.exists(file)) {
            return Optional.of(file);
        }
        if (count(folder) >= MAX_EVIDENCE) {
            return Optional.empty();
        }
        replace(file, stored + "\n--------\n\n" + offered);
        return Optional.of(file);
    }

    static String hash(String origin) {
        return Digest.of(origin.getBytes(StandardCharsets.UTF_8)).hex();
    }

    @Override
    public void close() throws IOException {
        lockFile.close();
    }

    private Path file(String originHash) {
        return root.resolve(originHash + ".checkpoint");
    }

    private static void replace(Path file, String text) throws IOException {
        Path part = file.resolveSibling(file.getFileName() + ".part");
        try (FileChannel channel = FileChannel.open(
                part, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        Path folder = file.getParent() == null ? file : file.getParent();
        try (FileChannel directory = FileChannel.open(folder, StandardOpenOption.READ)) {
            directory.force(true);
        }
    }

    private static long count(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.count();
        }
    }

    private static boolean locked(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException heldHere) {
            return false;
        }
    }
}
