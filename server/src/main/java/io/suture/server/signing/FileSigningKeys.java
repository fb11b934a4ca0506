package io.suture.server.signing;

import io.suture.trust.key.KeyAlgorithm;
import io.suture.trust.key.PublicKey;
import io.suture.trust.key.Signer;
import io.suture.trust.key.SoftwareSigner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** Ed25519 keys in files: encrypted PKCS#8 under {@code keys/<manufacturer>/<role>.pem}, readable by the server's user only. */
final class FileSigningKeys implements SigningKeys {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]{0,63}");

    private final Path folder;
    private final char[] passphrase;
    private final SecureRandom random;
    private final Scheduler blocking;
    private final Map<Path, SoftwareSigner> opened = new ConcurrentHashMap<>();

    FileSigningKeys(Path dataDirectory, char[] passphrase, SecureRandom random, Scheduler blocking) {
        this.folder = dataDirectory.resolve("keys");
        this.passphrase = passphrase.clone();
        this.random = random;
        this.blocking = blocking;
    }

    @Override
    public Mono<PublicKey> ensure(String manufacturer, String role) {
        return onWorker(() -> Optional.of(opened.computeIfAbsent(file(manufacturer, role), this::openOrCreate)))
                .map(SoftwareSigner::publicKey);
    }

    @Override
    public Mono<Signer> signer(String manufacturer, String role) {
        return onWorker(() -> Optional.ofNullable(opened.computeIfAbsent(
                        file(manufacturer, role), file -> Files.exists(file) ? open(file) : null)))
                .cast(Signer.class);
    }

    private <T> Mono<T> onWorker(Callable<Optional<T>> work) {
        return Mono.fromCallable(work).subscribeOn(blocking).flatMap(Mono::justOrEmpty);
    }

    private Path file(String manufacturer, String role) {
        if (!NAME.matcher(manufacturer).matches() || !NAME.matcher(role).matches()) {
            throw new IllegalArgumentException("not a key name");
        }
        return folder.resolve(manufacturer).resolve(role + ".pem");
    }

    private SoftwareSigner openOrCreate(Path file) {
        return Files.exists(file) ? open(file) : create(file);
    }

    private SoftwareSigner open(Path file) {
        try {
            return SoftwareSigner.fromPem(Files.readString(file, StandardCharsets.US_ASCII), passphrase);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A crash leaves no file or a whole one; a key is never replaced. */
    private SoftwareSigner create(Path file) {
        SoftwareSigner signer = SoftwareSigner.generate(KeyAlgorithm.ED25519, random);
        Path next = file.resolveSibling(file.getFileName() + ".next");
        try {
            Files.createDirectories(
                    file.resolveSibling("."),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            Files.deleteIfExists(next);
            write(next, signer.toEncryptedPem(passphrase, random).getBytes(StandardCharsets.US_ASCII));
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
            return signer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(Path file, byte[] bytes) throws IOException {
        try (FileChannel channel = FileChannel.open(
                file,
                EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            channel.force(true);
        }
    }
}
