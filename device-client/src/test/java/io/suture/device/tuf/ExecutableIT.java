package io.suture.device.tuf;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import io.suture.trust.digest.Digest;
import io.suture.trust.tuf.TargetFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The executable as tuf-conformance starts it, from another folder and through a link. */
@EnabledOnOs({OS.LINUX, OS.MAC})
class ExecutableIT {

    private static final int PIECE = 1024 * 1024;
    private static final int PIECES = 64;

    @TempDir
    private Path folder;

    private TestRepository repository;
    private Path executable;

    private record Run(int exitCode, String out, String err) {}

    @BeforeEach
    void setUp() throws Exception {
        repository = new TestRepository();
        Files.write(folder.resolve("initial root.json"), repository.files.get("1.root.json"));
        executable = Files.createSymbolicLink(
                folder.resolve("a client"), Path.of("bin", "tuf-client").toAbsolutePath());
    }

    @AfterEach
    void tearDown() {
        repository.close();
    }

    private Run run(Map<String, String> environment, String... words) throws Exception {
        List<String> command = new ArrayList<>(List.of(executable.toString(), "--metadata-dir", "meta data"));
        command.addAll(List.of(words));
        Path out = folder.resolve("out.txt");
        Path err = folder.resolve("err.txt");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().put("SUTURE_NO_BUILD", "1");
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().putAll(environment);
        Process process = builder.start();
        assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
        return new Run(
                process.exitValue(),
                Files.readString(out, StandardCharsets.UTF_8),
                Files.readString(err, StandardCharsets.UTF_8));
    }

    @Test
    void whenCalledAsTheSuiteDoesThenItAnswersAsTheSuiteExpects() throws Exception {
        repository.add("targets", "a b/ü", new byte[] {1, 2, 3});
        repository.publish();
        assertThat(run(Map.of(), "init", "initial root.json").exitCode()).isZero();
        Run refresh = run(Map.of(), "--metadata-url", repository.metadataUrl(), "refresh");
        assertThat(refresh.exitCode()).isZero();
        assertThat(refresh.err()).isEmpty();

        assertThat(run(Map.of(), download("none")).err())
                .isEqualTo("tuf-client: target-not-found: no role vouches for none\n");
        assertThat(run(Map.of(), "frob").exitCode()).isOne();
    }

    @Test
    void whenATargetIsLargerThanTheMemoryThenItIsVerifiedAsItArrives() throws Exception {
        byte[] piece = new byte[PIECE];
        Arrays.fill(piece, (byte) 's');
        TargetFile target = TargetFile.of("large", (long) PIECE * PIECES, digest(piece));
        repository.add("targets", target, new byte[0]);
        repository.spoilt.put(target.consistentPath(), exchange -> send(exchange, piece));
        repository.publish();
        run(Map.of(), "init", "initial root.json");

        Run run = run(Map.of("SUTURE_JVM_FLAGS", "-Xmx16m"), download("large"));

        assertThat(run.err()).isEmpty();
        assertThat(run.exitCode()).isZero();
        assertThat(Files.size(folder.resolve("targets/large"))).isEqualTo(target.length());
    }

    private String[] download(String name) {
        return new String[] {
            "--metadata-url",
            repository.metadataUrl(),
            "--target-base-url",
            repository.targetsUrl(),
            "--target-dir",
            "targets",
            "--target-name",
            name,
            "download"
        };
    }

    private static Digest digest(byte[] piece) {
        MessageDigest hash = Digest.sha256();
        for (int i = 0; i < PIECES; i++) {
            hash.update(piece);
        }
        return Digest.ofBytes(hash.digest());
    }

    private static void send(HttpExchange exchange, byte[] piece) throws IOException {
        exchange.sendResponseHeaders(200, (long) PIECE * PIECES);
        for (int i = 0; i < PIECES; i++) {
            exchange.getResponseBody().write(piece);
        }
        exchange.close();
    }
}
