package io.suture.server.runtime;

import io.suture.trust.key.KeyAlgorithm;
import io.suture.trust.key.KeyPassphrase;
import io.suture.trust.key.SoftwareSigner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * The server's keys in files: encrypted PKCS#8 under {@code keys/<owner>/<name>.pem}, readable by the server's user only.
 * Its methods block.
 */
public final class KeyFolder {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]{0,63}");

    private final Path folder;
    private final KeyPassphrase passphrase;
    private final SecureRandom random;
    private final Map<Path, SoftwareSigner> opened = new ConcurrentHashMap<>();

    KeyFolder(Path dataDirectory, char[] passphrase, SecureRandom random) {
        this.folder = dataDirectory.resolve("keys");
        this.passphrase = new KeyPassphrase(passphrase);
        this.random = random;
    }

    /** Return the key; the first call makes it. */
    public SoftwareSigner ensure(String owner, String name, KeyAlgorithm algorithm) {
        return opened.computeIfAbsent(
                file(owner, name), file -> Files.exists(file) ? open(file) : create(file, algorithm));
    }

    /** Return the key if there is one. */
    public Optional<SoftwareSigner> find(String owner, String name) {
        return Optional.ofNullable(
                opened.computeIfAbsent(file(owner, name), file -> Files.exists(file) ? open(file) : null));
    }

    private Path file(String owner, String name) {
        if (!NAME.matcher(owner).matches() || !NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("not a key name");
        }
        return folder.resolve(owner).resolve(name + ".pem");
    }

    private SoftwareSigner open(Path file) {
        try {
            return SoftwareSigner.fromEncryptedPem(Files.readString(file, StandardCharsets.US_ASCII), passphrase);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A crash leaves no key or a whole one; a key is never replaced: of two servers that make it, both use the first. */
    private SoftwareSigner create(Path file, KeyAlgorithm algorithm) {
        SoftwareSigner signer = SoftwareSigner.generate(algorithm, random);
        Path next = file.resolveSibling(file.getFileName() + "." + Long.toHexString(random.nextLong()) + ".next");
        try {
            PrivateFiles.directories(file.resolveSibling("."));
            PrivateFiles.create(next, signer.toEncryptedPem(passphrase, random).getBytes(StandardCharsets.US_ASCII));
            return link(next, file) ? signer : open(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean link(Path next, Path file) throws IOException {
        try {
            Files.createLink(file, next);
            return true;
        } catch (FileAlreadyExistsException made) {
            return false;
        } finally {
            Files.delete(next);
        }
    }
}
