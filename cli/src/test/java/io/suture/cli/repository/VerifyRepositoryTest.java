package io.suture.cli.repository;

import static org.assertj.core.api.Assertions.assertThat;

import io.suture.cli.api.FakeServer;
import io.suture.cli.session.TestRun;
import io.suture.cli.session.TestRun.Result;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An exported folder, judged as a device would, online and offline. */
class VerifyRepositoryTest {

    @TempDir
    private Path folder;

    private final PublishedRepository repository = new PublishedRepository(true);
    private FakeServer server;
    private Path out;
    private Path root;

    @BeforeEach
    void export() throws IOException {
        server = new FakeServer();
        out = folder.resolve("stick");
        root = Files.write(folder.resolve("root.json"), repository.metadata.get("1.root.json"));
        repository.add("GW2/1.0.0/manifest.json", "{}".getBytes(StandardCharsets.UTF_8));
        repository.publish();
        exportAgain();
    }

    private void exportAgain() throws IOException {
        repository.serve(server);
        Path profile = server.profile(folder, "re.one", FakeServer.key());
        assertThat(new TestRun()
                        .run("--profile", profile, "repository", "export", out, "--root", root)
                        .exitCode())
                .isZero();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private Result verify(Instant now, Object... more) {
        List<Object> arguments = new ArrayList<>(List.of("--json", "repository", "verify", out, "--root", root));
        arguments.addAll(List.of(more));
        return new TestRun().at(now).run(arguments.toArray());
    }

    private Result offline() {
        return verify(TestRun.NOW, "--offline");
    }

    private static void assertRefused(Result result, String code) {
        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.json().string("error")).isEqualTo(code);
    }

    @Test
    void whenTheFolderIsSoundThenItsFilesAndTheirEndArePrinted() {
        Result result = verify(TestRun.NOW);
        assertThat(result.exitCode()).isZero();
        assertThat(result.json().string("through")).isEqualTo("timestamp");
        assertThat(result.json().strings("present"))
                .containsExactlyInAnyOrder(
                        "GW2/1.0.0/manifest.json", "offline-update/1.targets.json", "offline-update/1.GW2.json");
        assertThat(result.json().instant("validUntil")).isEqualTo(TestRun.NOW.plus(Duration.ofDays(30)));
        assertThat(result.json().objects("roles"))
                .extracting(role -> role.string("name"))
                .containsExactly("root", "timestamp", "snapshot", "targets", "GW2", "offline-update");
    }

    @Test
    void whenTimestampAndSnapshotAreGoneThenOnlyTheOfflineDeviceIsSatisfied() throws IOException {
        Files.delete(out.resolve("metadata/timestamp.json"));
        Files.delete(out.resolve("metadata/1.snapshot.json"));
        assertRefused(verify(TestRun.NOW), "file-missing");
        Result result = offline();
        assertThat(result.exitCode()).isZero();
        assertThat(result.json().string("through")).isEqualTo("offline-update");
        assertThat(result.json().objects("roles"))
                .extracting(role -> role.string("name"))
                .doesNotContain("timestamp", "snapshot");
    }

    @Test
    void whenTheFolderIsExportedAgainThenTheNewestOfflineUpdateCounts() throws IOException {
        repository.publish();
        exportAgain();
        assertThat(Files.readAllBytes(out.resolve("metadata/offline-update.json")))
                .isEqualTo(repository.metadata.get("2.offline-update.json"));
        assertThat(offline().exitCode()).isZero();
    }

    @Test
    void whenTheTimeIsOverThenNeitherDeviceIsSatisfied() {
        Instant over = TestRun.NOW.plus(Duration.ofDays(30));
        assertThat(verify(over.minusSeconds(1), "--offline").exitCode()).isZero();
        assertRefused(verify(over, "--offline"), "metadata-expired");
        assertRefused(verify(over), "metadata-expired");
    }

    @ParameterizedTest
    @ValueSource(strings = {"offline-update.json", "1.targets.json", "1.GW2.json"})
    void whenAMetadataFileIsCutThenTheFolderIsRefused(String name) throws IOException {
        Path file = out.resolve("metadata").resolve(name);
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, java.util.Arrays.copyOf(whole, whole.length - 1));
        assertThat(offline().exitCode()).isEqualTo(1);
    }

    @Test
    void whenATargetFileIsAnotherOneThenTheFolderIsRefused() throws IOException {
        Files.write(target(), "[]".getBytes(StandardCharsets.UTF_8));
        assertRefused(offline(), "length-or-hash-mismatch");
        assertRefused(verify(TestRun.NOW), "length-or-hash-mismatch");
    }

    @Test
    void whenATargetFileIsMissingThenTheResultSaysSo() throws IOException {
        Files.delete(target());
        assertThat(offline().json().strings("missing")).containsExactly("GW2/1.0.0/manifest.json");
    }

    private Path target() {
        return repository.targets.keySet().stream()
                .filter(path -> path.startsWith("GW2/"))
                .map(path -> out.resolve("targets").resolve(path))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void whenAnotherRootIsTrustedThenTheFolderIsRefused() throws IOException {
        Files.write(root, new PublishedRepository().metadata.get("1.root.json"));
        assertRefused(offline(), "signature-threshold-not-met");
    }
}
