package io.suture.cli.session;

import io.suture.trust.digest.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.stream.Stream;

/** Whole files of bounded size, read and written in one step; failures in words. */
public final class LocalFiles {

    /** Largest document that is read as a whole. */
    public static final int DOCUMENT = 16 * 1024 * 1024;

    /** Largest key or certificate file. */
    public static final int KEY = 256 * 1024;

    private static final int PIECE = 1024 * 1024;

    private LocalFiles() {}

    /** Return the content of a file that is not larger than {@code limit}. */
    public static byte[] read(Path file, int limit) {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] content = in.readNBytes(limit + 1);
            if (content.length > limit) {
                throw CommandFailure.usage(file + " is larger than " + limit + " bytes");
            }
            return content;
        } catch (NoSuchFileException e) {
            throw CommandFailure.usage(file + " does not exist");
        } catch (IOException e) {
            throw CommandFailure.usage(file + " cannot be read: " + e.getMessage());
        }
    }

    /** Return the content of a text file. */
    public static String readText(Path file, int limit) {
        return new String(read(file, limit), StandardCharsets.UTF_8);
    }

    /**
     * Return the SHA-256 of a file of any size, read piece by piece.
     *
     * @param progressed told how many bytes were read so far
     */
    public static Digest digest(Path file, LongConsumer progressed) throws IOException {
        MessageDigest sha256 = Digest.sha256();
        byte[] buffer = new byte[PIECE];
        long length = 0;
        try (InputStream in = Files.newInputStream(file)) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                sha256.update(buffer, 0, read);
                length += read;
                progressed.accept(length);
            }
        }
        return Digest.ofBytes(sha256.digest());
    }

    /** Writes a file, whole or not at all. */
    public static void write(Path file, byte[] content) {
        write(file, content, false);
    }

    /** Writes a file only its owner can read, whole or not at all. */
    public static void writeSecret(Path file, String content) {
        writeSecret(file, content.getBytes(StandardCharsets.UTF_8));
    }

    /** Writes a file only its owner can read, whole or not at all. */
    public static void writeSecret(Path file, byte[] content) {
        write(file, content, true);
    }

    /** Return the names of the files in a folder, in order. */
    public static List<String> names(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> String.valueOf(file.getFileName()))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw CommandFailure.usage(folder + " cannot be read: " + e.getMessage());
        }
    }

    /** Refuses to go on if the file is there already. */
    public static void requireAbsent(Path file) {
        if (Files.exists(file)) {
            throw CommandFailure.usage(file + " is there already and is not overwritten");
        }
    }

    /** Removes a file that must not be used. */
    public static void remove(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw CommandFailure.usage(file + " cannot be removed: " + e.getMessage());
        }
    }

    private static void write(Path file, byte[] content, boolean secret) {
        Path target = file.toAbsolutePath();
        Path parent = target.getParent();
        try {
            Files.createDirectories(parent == null ? target : parent);
            Path part = target.resolveSibling(target.getFileName() + ".part");
            Files.deleteIfExists(part);
            Files.createFile(part);
            if (secret && Files.getFileStore(part).supportsFileAttributeView("posix")) {
                Files.setPosixFilePermissions(part, PosixFilePermissions.fromString("rw-------"));
            }
            Files.write(part, content, StandardOpenOption.WRITE, StandardOpenOption.SYNC);
            Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw CommandFailure.usage(file + " cannot be written: " + e.getMessage());
        }
    }
}
