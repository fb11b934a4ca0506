package io.suture.server.audit;

import io.suture.server.runtime.PrivateFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/**
 * The last signed checkpoint of a log, kept outside the database: a database restored from a backup cannot make the log
 * sign a second history. Blocks.
 */
final class CheckpointFile {

    private final Path file;

    CheckpointFile(Path dataDirectory, String log) {
        this.file = dataDirectory.resolve("log").resolve(log).resolve("checkpoint");
    }

    Optional<String> read() {
        try {
            return Files.exists(file) ? Optional.of(Files.readString(file, StandardCharsets.UTF_8)) : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Replaces the note; after this call it survives a power loss. */
    void write(String note) {
        Path folder = file.resolveSibling(".");
        Path next = file.resolveSibling("checkpoint.next");
        try {
            PrivateFiles.directories(folder);
            Files.deleteIfExists(next);
            PrivateFiles.create(next, note.getBytes(StandardCharsets.UTF_8));
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            PrivateFiles.sync(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
