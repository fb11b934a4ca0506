package io.suture.cli.repository;

import io.suture.cli.repository.RepositoryListing.ListedFile;
import io.suture.cli.session.CommandFailure;
import io.suture.cli.session.LocalFiles;
import io.suture.trust.tuf.MetadataSource;
import io.suture.trust.tuf.TufException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A repository as plain files: {@code metadata/} and {@code targets/} (TUF 5, consistent snapshots). */
final class RepositoryFolder implements MetadataSource {

    private static final Pattern CONSISTENT_NAME = Pattern.compile("[0-9a-f]{64}\\..+");

    private final Path metadata;
    private final Path targets;

    RepositoryFolder(Path folder) {
        this.metadata = folder.resolve("metadata");
        this.targets = folder.resolve("targets");
    }

    Path metadata(String name) {
        return metadata.resolve(name);
    }

    Path target(String path) {
        return targets.resolve(path);
    }

    boolean hasTarget(String path) {
        return Files.exists(target(path));
    }

    /** Return whether the file is there and is the listed one; reads all of it. */
    static boolean holds(Path file, ListedFile listed) {
        try {
            return Files.isRegularFile(file)
                    && Files.size(file) == listed.length()
                    && LocalFiles.digest(file, read -> {}).equals(listed.digest());
        } catch (IOException e) {
            throw CommandFailure.usage(file + " cannot be read: " + e.getMessage());
        }
    }

    /** Removes target files that the repository no longer has; returns how many. */
    int prune(List<ListedFile> listed) {
        Set<Path> wanted = listed.stream().map(file -> target(file.path())).collect(Collectors.toSet());
        int removed = 0;
        for (Path file : targetFiles()) {
            if (!wanted.contains(file)) {
                remove(file);
                removed++;
            }
        }
        return removed;
    }

    private List<Path> targetFiles() {
        if (!Files.isDirectory(targets)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(targets)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> CONSISTENT_NAME
                            .matcher(String.valueOf(file.getFileName()))
                            .matches())
                    .toList();
        } catch (IOException e) {
            throw CommandFailure.usage(targets + " cannot be read: " + e.getMessage());
        }
    }

    private static void remove(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw CommandFailure.usage(file + " cannot be removed: " + e.getMessage());
        }
    }

    @Override
    public Optional<byte[]> fetch(String fileName, int maxBytes) {
        return read(metadata(fileName), fileName, maxBytes);
    }

    @Override
    public Optional<byte[]> fetchTarget(String path, int maxBytes) {
        return read(target(path), path, maxBytes);
    }

    private static Optional<byte[]> read(Path file, String name, int maxBytes) {
        try {
            if (!Files.exists(file)) {
                return Optional.empty();
            }
            if (Files.size(file) > maxBytes) {
                throw new TufException.FileTooLarge(name, maxBytes);
            }
            return Optional.of(Files.readAllBytes(file));
        } catch (IOException e) {
            throw CommandFailure.usage(file + " cannot be read: " + e.getMessage());
        }
    }
}
