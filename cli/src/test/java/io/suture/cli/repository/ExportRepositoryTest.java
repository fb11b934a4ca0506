package io.suture.cli.repository;

import static org.assertj.core.api.Assertions.assertThat;

import io.suture.cli.api.FakeServer;
import io.suture.cli.api.FakeServer.Answer;
import io.suture.cli.session.TestRun;
import io.suture.cli.session.TestRun.Result;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExportRepositoryTest {

    @TempDir
    private Path folder;

    private final PublishedRepository repository = new PublishedRepository();
    private FakeServer server;
    private Path profile;
    private Path out;

    @BeforeEach
    void start() throws IOException {
        server = new FakeServer();
        profile = server.profile(folder, "re.one", FakeServer.key());
        out = folder.resolve("export");
        repository.add("GW2/1.0.0/manifest.json", bytes("{\"one\":1}"));
        repository.add("GW2/1.0.0/gw2.bin", new byte[3_000_000]);
        repository.publish();
        repository.serve(server);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private Result export(Object... more) {
        return new TestRun()
                .run(Stream.concat(
                                Stream.of("--profile", profile, "--json", "repository", "export", out), Stream.of(more))
                        .toArray());
    }

    private Map<String, byte[]> written(String kind) throws IOException {
        Path base = out.resolve(kind);
        Map<String, byte[]> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(base)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                files.put(base.relativize(file).toString(), Files.readAllBytes(file));
            }
        }
        return files;
    }

    @Test
    void whenExportedThenTheFolderIsTheRepositoryByteForByte() throws IOException {
        Result result = export("--root", rootFile(repository));
        assertThat(result.err()).isEmpty();
        assertThat(result.exitCode()).isZero();
        assertThat(result.json().integer("fetched")).isEqualTo(6);
        assertThat(written("metadata")).containsExactlyEntriesOf(repository.metadata);
        assertThat(written("targets")).containsExactlyEntriesOf(repository.targets);
    }

    private Path rootFile(PublishedRepository of) throws IOException {
        return Files.write(folder.resolve("trusted-root.json"), of.metadata.get("1.root.json"));
    }

    @Test
    void whenExportedAgainThenOnlyWhatIsNewIsFetchedAndWhatIsWithdrawnGoes() throws IOException {
        export();
        repository.add("GW2/1.1.0/manifest.json", bytes("{\"two\":2}"));
        repository.remove("GW2/1.0.0/gw2.bin");
        repository.publish();
        repository.serve(server);
        Result result = export();
        assertThat(result.exitCode()).isZero();
        assertThat(result.json().integer("fetched")).isEqualTo(3);
        assertThat(result.json().integer("removed")).isEqualTo(1);
        assertThat(written("targets")).containsExactlyEntriesOf(repository.targets);
        assertThat(written("metadata")).containsExactlyEntriesOf(repository.metadata);
    }

    @Test
    void whenTheRepositoryChangesWhileItIsReadThenItIsReadAgain() throws IOException {
        AtomicInteger listings = new AtomicInteger();
        byte[] early = repository.listing();
        repository.publish();
        repository.serve(server);
        server.on(
                "GET " + PublishedRepository.BASE,
                request -> new Answer(200, listings.incrementAndGet() == 1 ? early : repository.listing()));
        assertThat(export().exitCode()).isZero();
        assertThat(listings).hasValue(2);
        assertThat(written("metadata")).containsExactlyEntriesOf(repository.metadata);
    }

    @Test
    void whenTheRepositoryNeverStandsStillThenTheExportGivesUp() {
        byte[] early = repository.listing();
        repository.publish();
        repository.serve(server);
        server.on("GET " + PublishedRepository.BASE, request -> new Answer(200, early));
        Result result = export();
        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.json().string("error")).isEqualTo("repository-changing");
    }

    @Test
    void whenAPublishedVersionHasOtherBytesThenNothingIsOverwritten() throws IOException {
        export();
        Path snapshot = out.resolve("metadata/1.snapshot.json");
        byte[] kept = bytes("{}");
        Files.write(snapshot, kept);
        Result result = export();
        assertThat(result.json().string("error")).isEqualTo("metadata-rewritten");
        assertThat(Files.readAllBytes(snapshot)).isEqualTo(kept);
    }

    @Test
    void whenAnotherRootIsTrustedThenTheTimestampIsNotWritten() throws IOException {
        Result result = export("--root", rootFile(new PublishedRepository()));
        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.json().string("error")).isEqualTo("signature-threshold-not-met");
        assertThat(out.resolve("metadata/timestamp.json")).doesNotExist();
    }

    @Test
    void whenMetadataAreExpiredThenTheTimestampIsNotWritten() {
        Result result = new TestRun()
                .at(TestRun.NOW.plus(Duration.ofDays(31)))
                .run("--profile", profile, "--json", "repository", "export", out);
        assertThat(result.json().string("error")).isEqualTo("metadata-expired");
        assertThat(out.resolve("metadata/timestamp.json")).doesNotExist();
    }

    @Test
    void whenAFileIsListedThatNoRoleVouchesForThenTheExportIsRefused() {
        repository.targets.put("GW2/1.0.0/" + "0".repeat(64) + ".rogue.bin", bytes("rogue"));
        repository.serve(server);
        assertThat(export().exitCode()).isEqualTo(1);
        assertThat(out.resolve("metadata/timestamp.json")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"../evil.json", "a/b.json", "/etc/x.json", ".json", "a\\\\b.json"})
    void whenAMetadataNameLeavesTheFolderThenNothingIsWritten(String name) {
        refuses("{\"metadata\":[" + file(name) + "],\"targets\":[]}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../evil", "a/../../evil", "/etc/x", "a//b", "a/./b", "a\\\\b", ""})
    void whenATargetPathLeavesTheFolderThenNothingIsWritten(String path) {
        refuses("{\"metadata\":[],\"targets\":[" + file(path) + "]}");
    }

    private static String file(String path) {
        return "{\"path\":\"" + path + "\",\"length\":1,\"sha256\":\"" + "0".repeat(64) + "\"}";
    }

    private void refuses(String listing) {
        server.on("GET " + PublishedRepository.BASE, 200, listing);
        Result result = export();
        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.json().string("error")).isEqualTo("malformed-document");
        assertThat(out).doesNotExist();
        assertThat(server.lines()).isEqualTo(List.of("POST /api/v1/token", "GET " + PublishedRepository.BASE));
    }
}
