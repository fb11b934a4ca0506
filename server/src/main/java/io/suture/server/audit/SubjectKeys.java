package io.suture.server.audit;

import io.suture.server.runtime.PrivateFiles;
import io.suture.trust.digest.Digest;
import io.suture.trust.log.SectionKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/**
 * The keys of data subjects, outside the database: a file for each, linked under a name made of the subject and under the
 * key's id. Overwriting it makes every section sealed under the key unreadable, in backups of the database too. All
 * replicas share the folder. Its methods block.
 */
final class SubjectKeys {

    private static final byte[] DESTROYED = new byte[SectionKey.ID_BYTES + SectionKey.KEY_BYTES];

    private final Path folder;
    private final SecureRandom random;

    SubjectKeys(Path dataDirectory, SecureRandom random) {
        this.folder = dataDirectory.resolve("audit-keys");
        this.random = random;
    }

    /** Returns the subject's key; the first call makes it, whichever replica calls first. */
    SectionKey ensure(String log, DataSubject subject) {
        Path file = bySubject(log, subject);
        return read(file).orElseGet(() -> create(file));
    }

    /** Returns the subject's key if it has one. */
    Optional<SectionKey> find(String log, DataSubject subject) {
        return read(bySubject(log, subject));
    }

    /** Returns the key with this id unless it was destroyed. */
    Optional<SectionKey> find(String id) {
        return read(byId(id));
    }

    /** Overwrites a key, under both of its names at once; a second call finds nothing to do. */
    void destroy(String id) {
        Path file = byId(id);
        try {
            PrivateFiles.overwrite(file, DESTROYED);
            Files.delete(file);
            PrivateFiles.sync(parent(file));
        } catch (NoSuchFileException e) {
            return;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One at a time: what is left of a destroyed key gives way once, and not to each of several that come together. */
    private synchronized SectionKey create(Path file) {
        Optional<SectionKey> made = read(file);
        if (made.isPresent()) {
            return made.get();
        }
        SectionKey key = SectionKey.generate(random);
        Path named = byId(key.id());
        try {
            PrivateFiles.directories(parent(named));
            PrivateFiles.directories(parent(file));
            PrivateFiles.create(named, key.toBytes());
            PrivateFiles.sync(parent(named));
            return link(named, file) ? key : other(file, named);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Of two that make a key for one subject both use the first; what is left of a destroyed key gives way. */
    private static boolean link(Path named, Path file) throws IOException {
        if (Files.exists(file) && read(file).isEmpty()) {
            Files.deleteIfExists(file);
        }
        try {
            Files.createLink(file, named);
            PrivateFiles.sync(parent(file));
            return true;
        } catch (FileAlreadyExistsException made) {
            return false;
        }
    }

    private static SectionKey other(Path file, Path unused) throws IOException {
        Files.delete(unused);
        return read(file).orElseThrow();
    }

    private static Optional<SectionKey> read(Path file) {
        try {
            byte[] bytes = Files.readAllBytes(file);
            return Arrays.equals(bytes, DESTROYED) ? Optional.empty() : Optional.of(SectionKey.of(bytes));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path bySubject(String log, DataSubject subject) {
        String name = Digest.of((log + "\n" + subject).getBytes(StandardCharsets.UTF_8))
                .hex();
        return folder.resolve("subjects").resolve(name.substring(0, 2)).resolve(name);
    }

    private Path byId(String id) {
        String name = HexFormat.of().formatHex(HexFormat.of().parseHex(id));
        return folder.resolve("keys").resolve(name.substring(0, 2)).resolve(name);
    }

    private static Path parent(Path file) {
        return file.resolveSibling(".").normalize();
    }
}
