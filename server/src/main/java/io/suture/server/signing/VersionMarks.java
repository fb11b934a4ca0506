package io.suture.server.signing;

import io.suture.trust.json.CanonicalJson;
import io.suture.trust.json.Json;
import io.suture.trust.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.TreeMap;

/**
 * The highest versions of roles ever signed or ever shown, kept outside the database: after a restore from a backup no version is used a second
 * time (reliability cases E14, P6). Blocks.
 */
final class VersionMarks {

    private final Path file;

    VersionMarks(Path dataDirectory, String manufacturer, String name) {
        this.file = dataDirectory.resolve("log").resolve(manufacturer).resolve(name + ".json");
    }

    Map<String, Long> read() {
        try {
            Map<String, Long> marks = new TreeMap<>();
            if (Files.exists(file)) {
                JsonObject json = Json.parseObject(Files.readAllBytes(file));
                json.keys().forEach(role -> marks.put(role, json.integer(role)));
            }
            return marks;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Raises the marks; after this call they survive a power loss. */
    void raise(Map<String, Long> versions) {
        Map<String, Long> marks = read();
        versions.forEach((role, version) -> marks.merge(role, version, Math::max));
        JsonObject.Builder json = JsonObject.builder();
        marks.forEach((role, version) -> json.put(role, (long) version));
        write(CanonicalJson.rfc8785(json.build()));
    }

    private void write(byte[] bytes) {
        Path next = file.resolveSibling(file.getFileName() + ".next");
        try {
            Files.createDirectories(file.resolveSibling("."));
            try (FileChannel channel = FileChannel.open(
                    next, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
                ByteBuffer buffer = ByteBuffer.wrap(bytes);
                while (buffer.hasRemaining()) {
                    channel.write(buffer);
                }
                channel.force(true);
            }
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
