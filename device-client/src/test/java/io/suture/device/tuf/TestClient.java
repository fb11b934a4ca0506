package io.suture.device.tuf;

import io.suture.device.transport.TransportLimits;
import io.suture.device.transport.UrlTransport;
import io.suture.trust.json.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Drives the command as tuf-conformance does, in this JVM. */
final class TestClient {

    final Path metadata;
    final Path targets;
    TransportLimits limits = TransportLimits.ATTENDED;
    private final TestRepository repository;
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    TestClient(Path folder, TestRepository repository) throws IOException {
        this.metadata = folder.resolve("metadata");
        this.targets = folder.resolve("targets");
        this.repository = repository;
        Path root = Files.write(folder.resolve("initial root.json"), repository.files.get("1.root.json"));
        run("init", root.toString());
        repository.requests.clear();
    }

    /** Run one command and return its exit code. */
    int run(String... command) {
        err.reset();
        List<String> words = new ArrayList<>(List.of("--metadata-dir", metadata.toString()));
        words.addAll(List.of(command));
        return execute(words.toArray(String[]::new));
    }

    private int execute(String... words) {
        PrintStream out = new PrintStream(err, true, StandardCharsets.UTF_8);
        try {
            UrlTransport transport = new UrlTransport(limits, System::nanoTime);
            new TufClient(
                            transport,
                            Instant.now(),
                            1,
                            new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8))
                    .run(Arguments.parse(words));
            return 0;
        } catch (RuntimeException e) {
            out.println(Problem.of(e).line());
            return 1;
        }
    }

    int refresh() {
        return run("--metadata-url", repository.metadataUrl(), "refresh");
    }

    int download(String... names) {
        List<String> words = new ArrayList<>(List.of("--metadata-url", repository.metadataUrl()));
        Stream.of(names).forEach(name -> words.addAll(List.of("--target-name", name)));
        words.addAll(
                List.of("--target-base-url", repository.targetsUrl(), "--target-dir", targets.toString(), "download"));
        return run(words.toArray(String[]::new));
    }

    /** Return what the last command said was wrong. */
    String problem() {
        return err.toString(StandardCharsets.UTF_8);
    }

    byte[] target(String path) throws IOException {
        return Files.readAllBytes(targets.resolve(TargetName.of(path)));
    }

    List<String> targetFiles() throws IOException {
        return names(targets);
    }

    List<String> metadataFiles() throws IOException {
        return names(metadata).stream().filter(name -> name.endsWith(".json")).toList();
    }

    long version(String role) {
        try {
            return Json.parseObject(Files.readAllBytes(metadata.resolve(role + ".json")))
                    .object("signed")
                    .integer("version");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
