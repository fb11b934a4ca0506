package io.suture.cli.demo;

import io.suture.trust.digest.Digest;
import io.suture.trust.json.Json;
import io.suture.trust.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.Optional;

/** What a demo must remember to continue after it was killed: when it began, and which payload it carries. */
record DemoState(Instant startedAt, String payload, long length, Digest digest) {

    static Optional<DemoState> read(Path file) throws IOException {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        JsonObject json = Json.parseObject(Files.readAllBytes(file));
        return Optional.of(new DemoState(
                json.instant("startedAt"),
                json.string("payload"),
                json.integer("length"),
                Digest.parse(json.string("digest"))));
    }

    void write(Path file) throws IOException {
        JsonObject json = JsonObject.builder()
                .put("startedAt", startedAt.toString())
                .put("payload", payload)
                .put("length", length)
                .put("digest", digest.toString())
                .build();
        Path part = file.resolveSibling(file.getFileName() + ".part");
        Files.write(part, Json.pretty(json).getBytes(StandardCharsets.UTF_8));
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
