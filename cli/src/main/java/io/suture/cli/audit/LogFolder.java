package io.suture.cli.audit;

import io.suture.cli.session.LocalFiles;
import io.suture.trust.evidence.LogSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A log in a folder, in the layout of tlog-tiles.
 *
 * @param root the log's prefix
 */
record LogFolder(Path root) implements LogSource {

    @Override
    public Optional<byte[]> read(String path, int maxBytes) {
        Path file = root.resolve(path);
        return Files.isRegularFile(file) ? Optional.of(LocalFiles.read(file, maxBytes)) : Optional.empty();
    }
}
