package io.suture.server.blob;

import io.suture.trust.digest.Digest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** The folders: {@code blobs/sha256/ab/<hex>} for blobs, {@code uploads/} for what is not yet one. */
final class BlobFolder implements LocalBlobs {

    private final Path blobs;
    private final Path uploads;

    BlobFolder(Path dataDir) {
        this.blobs = dataDir.toAbsolutePath().resolve("blobs").resolve("sha256");
        this.uploads = dataDir.toAbsolutePath().resolve("uploads");
    }

    /** Create the folders and remove what stopped servers left of their uploads: everything not written to since then. */
    void prepare(Instant since) {
        try {
            Files.createDirectories(blobs);
            Files.createDirectories(uploads);
            try (DirectoryStream<Path> left = Files.newDirectoryStream(uploads)) {
                for (Path file : left) {
                    if (Files.getLastModifiedTime(file).toInstant().isBefore(since)) {
                        Files.deleteIfExists(file);
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path temporary(UUID id) {
        return uploads.resolve(id.toString());
    }

    long freeBytes() throws IOException {
        return Files.getFileStore(uploads).getUsableSpace();
    }

    /** Give a durable temporary file the name of its digest; replacing an equal or damaged file is harmless. */
    void adopt(Path temporary, Digest digest) throws IOException {
        Path target = path(digest);
        Path folder = folder(digest);
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(folder);
            sync(blobs);
        }
        Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        sync(folder);
    }

    private static void sync(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private Path folder(Digest digest) {
        return blobs.resolve(digest.hex().substring(0, 2));
    }

    private Path path(Digest digest) {
        return folder(digest).resolve(digest.hex());
    }

    @Override
    public Optional<Path> file(Digest digest) {
        return Optional.of(path(digest)).filter(Files::isRegularFile);
    }
}
