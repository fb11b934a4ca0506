package io.suture.cli.demo;

import io.suture.cli.demo.stage.DemoException;
import io.suture.cli.demo.stage.FirmwareImage;
import io.suture.cli.demo.stage.Narrator;
import io.suture.trust.digest.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.function.LongConsumer;
import java.util.regex.Pattern;

/** The firmware the demo carries: the reader's own file, or an image made from a seed. Read piece by piece. */
record PayloadFile(Path file, long length, Digest digest) {

    private static final FirmwareImage IMAGE = new FirmwareImage("GW2 3.1.1", 48_231_424, 20_211_210);
    private static final String IMAGE_NAME = "gw2-3.1.1.bin";
    private static final Pattern NOT_IN_A_NAME = Pattern.compile("[^A-Za-z0-9._+-]");
    private static final int LONGEST_NAME = 128;
    private static final int BUFFER = 1024 * 1024;

    /** Finds or makes the file; it lies, or is linked, in {@code folder} under the name it has in the manifest. */
    static PayloadFile prepare(Optional<Path> own, Path folder, Narrator narrator) throws IOException {
        Path file = own.isPresent() ? link(own.get(), folder) : folder.resolve(IMAGE_NAME);
        if (own.isEmpty()) {
            IMAGE.writeTo(file, written -> narrator.progress("image", written, IMAGE.length()));
        }
        long length = Files.size(file);
        if (length == 0) {
            throw new DemoException(own.orElse(file) + " is empty");
        }
        return new PayloadFile(file, length, digest(file, read -> narrator.progress("digest", read, length)));
    }

    String name() {
        return file.getFileName().toString();
    }

    /** A name that every file system, URL and manifest takes. */
    static String sanitised(String name) {
        String safe = NOT_IN_A_NAME.matcher(name).replaceAll("_");
        String started = safe.isEmpty() || !Character.isLetterOrDigit(safe.charAt(0)) ? "payload-" + safe : safe;
        return started.substring(0, Math.min(LONGEST_NAME, started.length()));
    }

    private static Path link(Path own, Path folder) throws IOException {
        if (!Files.isRegularFile(own) || !Files.isReadable(own)) {
            throw new DemoException(own + " is not a readable file");
        }
        Path target = own.toRealPath();
        Path link = folder.resolve(sanitised(own.getFileName().toString()));
        Files.deleteIfExists(link);
        return Files.createSymbolicLink(link, target);
    }

    private static Digest digest(Path file, LongConsumer progress) throws IOException {
        MessageDigest sha256 = Digest.sha256();
        byte[] buffer = new byte[BUFFER];
        long total = 0;
        try (InputStream in = Files.newInputStream(file)) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                sha256.update(buffer, 0, n);
                total += n;
                progress.accept(total);
            }
        }
        return Digest.ofBytes(sha256.digest());
    }
}
