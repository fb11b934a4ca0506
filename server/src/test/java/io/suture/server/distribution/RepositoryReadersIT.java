package io.suture.server.distribution;

import static io.suture.server.testing.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.suture.server.testing.Api;
import io.suture.server.testing.DeviceHttp;
import io.suture.server.testing.Factory;
import io.suture.server.testing.Factory.EnrolledDevice;
import io.suture.server.testing.TestDatabase;
import io.suture.server.testing.TestPki;
import io.suture.server.testing.TestServer;
import io.suture.trust.digest.Digest;
import io.suture.trust.json.JsonObject;
import io.suture.trust.release.Manifest;
import io.suture.trust.tuf.MemoryMetadataStore;
import io.suture.trust.tuf.MetadataSource;
import io.suture.trust.tuf.Snapshot;
import io.suture.trust.tuf.Targets;
import io.suture.trust.tuf.TufLimits;
import io.suture.trust.tuf.Updater;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.core.env.MapPropertySource;

/** TUF clients of every kind read a repository while releases appear in it (reliability case E16). */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RepositoryReadersIT {

    private static final int READERS = 4;
    private static final int PUBLICATIONS = 4;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String OWN = Factory.BASE + "/repository";

    private final TestDatabase database = new TestDatabase();
    private final TestPki pki = new TestPki();
    private final Factory factory = new Factory();
    private TestServer server;
    private Api api;
    private HttpClient stranger;
    private EnrolledDevice device;

    @BeforeAll
    void start(@TempDir Path directory) {
        server = new TestServer(
                database,
                directory,
                pki,
                factory.keys().get("admin").publicKey().toPem(),
                context -> context.getEnvironment()
                        .getPropertySources()
                        .addFirst(new MapPropertySource("test", Map.of("suture.repository.anonymous", "true"))));
        api = new Api(server.apiUrl(), pki.client(), factory.keys());
        stranger = HttpClient.newBuilder().sslContext(pki.client()).build();
        factory.found(api);
        device = factory.device(api, "D-001", "VM");
        publish("1.0.0", 1);
        await(() ->
                client(fromDeviceListener()).target("GW2/1.0.0/manifest.json").isPresent());
    }

    @AfterAll
    void stop() {
        if (server != null) {
            server.close();
        }
        database.close();
    }

    private void publish(String version, long rollback) {
        factory.approved(api, version, rollback, payload(version));
        for (String step : List.of("/signing", "/publication")) {
            api.post("re.one", Factory.releasePath(version) + step, new byte[0]).expect(200);
        }
    }

    private static byte[] payload(String version) {
        byte[] bytes = new byte[200_000];
        new java.util.Random(version.hashCode()).nextBytes(bytes);
        return bytes;
    }

    private MetadataSource fromDeviceListener() {
        return new DeviceHttp(server.deviceUrl(), pki.client(device.certificate(), device.key()));
    }

    private MetadataSource signedIn() {
        return new Reader(path -> new Answer(api.get("re.one", OWN + path)));
    }

    private MetadataSource anonymous() {
        return new Reader(path -> new Answer(stranger("/repository/exm" + path)));
    }

    private Updater client(MetadataSource source) {
        return new Updater(TufLimits.DEFAULT, Instant.now(), new MemoryMetadataStore(factory.root()), source);
    }

    private HttpResponse<byte[]> stranger(String path, String... headers) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(server.apiUrl() + path)).timeout(PATIENCE);
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return stranger.send(request.build(), BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private record Answer(int status, byte[] body) {

        Answer(Api.Answer answer) {
            this(answer.status(), answer.body());
        }

        Answer(HttpResponse<byte[]> answer) {
            this(answer.statusCode(), answer.body());
        }
    }

    private interface Requests {
        Answer get(String path);
    }

    /** Whatever a repository lists, it must serve: a missing file ends the test. */
    private record Reader(Requests requests) implements MetadataSource {

        @Override
        public Optional<byte[]> fetch(String fileName, int maxBytes) {
            return read("/metadata/" + fileName, fileName.endsWith(".root.json"));
        }

        @Override
        public Optional<byte[]> fetchTarget(String path, int maxBytes) {
            return read("/targets/" + path, false);
        }

        private Optional<byte[]> read(String path, boolean mayBeMissing) {
            Answer answer = requests.get(path);
            assertThat(answer.status()).as(path).isIn(200, mayBeMissing ? 404 : 200);
            return answer.status() == 200 ? Optional.of(answer.body()) : Optional.empty();
        }
    }

    /** Reads everything there is, once, and returns how many releases that were. */
    private static int readEverything(Updater client) {
        client.refresh();
        client.target("GW2/_/_");
        Targets product = client.metadata().targets("GW2").orElseThrow();
        product.files().forEach((path, file) -> client.downloadSmall(path, 1 << 20));
        return (int) product.files().keySet().stream()
                .filter(path -> path.endsWith("/" + Manifest.FILE))
                .count();
    }

    @Test
    void whenReleasesArePublishedThenNoReaderSeesAMixtureOrAMissingFile() throws Exception {
        AtomicBoolean published = new AtomicBoolean();
        ExecutorService readers = Executors.newFixedThreadPool(READERS);
        try {
            List<Future<List<Integer>>> running = new ArrayList<>();
            for (int i = 0; i < READERS; i++) {
                MetadataSource source =
                        List.of(fromDeviceListener(), signedIn(), anonymous()).get(i % 3);
                running.add(readers.submit(() -> readUntil(published, source)));
            }
            for (int i = 1; i <= PUBLICATIONS; i++) {
                publish("2.0." + i, 10 + i);
            }
            published.set(true);
            for (Future<List<Integer>> reader : running) {
                assertThat(seen(reader)).isSorted().doesNotContain(0);
            }
        } finally {
            readers.shutdownNow();
        }
        await(() -> readEverything(client(anonymous())) > PUBLICATIONS);
    }

    private static List<Integer> seen(Future<List<Integer>> reader) throws InterruptedException, ExecutionException {
        List<Integer> seen = reader.get();
        assertThat(seen).isNotEmpty();
        return seen;
    }

    /** One client after another, each from the first root: none may fail, none may see less than the one before. */
    private List<Integer> readUntil(AtomicBoolean published, MetadataSource source) {
        List<Integer> seen = new ArrayList<>();
        do {
            seen.add(readEverything(client(source)));
        } while (!published.get());
        return seen;
    }

    /** The payload is read from the blob store; what comes after it on the same connection must be answered too. */
    @Test
    void whenFilesAndMetadataAreReadInTurnThenEveryRequestOfTheConnectionIsAnswered() throws Exception {
        String payload = "/repository/exm/targets/"
                + client(anonymous())
                        .target("GW2/1.0.0/gw2-1.0.0.bin")
                        .orElseThrow()
                        .consistentPath();
        ExecutorService readers = Executors.newFixedThreadPool(READERS);
        try {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < READERS; i++) {
                running.add(readers.submit(() -> readInTurn(payload)));
            }
            for (Future<?> reader : running) {
                reader.get();
            }
        } finally {
            readers.shutdownNow();
        }
    }

    private void readInTurn(String payload) {
        for (int i = 0; i < 100; i++) {
            assertThat(stranger(payload).body()).hasSize(200_000);
            assertThat(stranger("/repository/exm/metadata/timestamp.json").statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void whenTheFilesAreListedThenEachIsServedExactlySo() {
        JsonObject listing = api.get("insp.one", OWN).expect(200).json();
        assertThat(listing.objects("metadata"))
                .extracting(file -> file.string("path"))
                .contains("1.root.json", "timestamp.json");
        for (String kind : List.of("metadata", "targets")) {
            for (JsonObject file : listing.objects(kind)) {
                byte[] bytes = api.get("insp.one", OWN + "/" + kind + "/" + file.string("path"))
                        .expect(200)
                        .body();
                assertThat(Digest.of(bytes).hex()).isEqualTo(file.string("sha256"));
                assertThat((long) bytes.length).isEqualTo(file.integer("length"));
            }
        }
    }

    @Test
    void whenPartOfAPayloadIsAskedThenThatPartIsServed() {
        String path = client(anonymous())
                .target("GW2/1.0.0/gw2-1.0.0.bin")
                .orElseThrow()
                .consistentPath();
        HttpResponse<byte[]> part = stranger("/repository/exm/targets/" + path, "Range", "bytes=100-199");
        assertThat(part.statusCode()).isEqualTo(206);
        assertThat(part.body()).isEqualTo(java.util.Arrays.copyOfRange(payload("1.0.0"), 100, 200));
        String etag = part.headers().firstValue("etag").orElseThrow();
        assertThat(stranger("/repository/exm/targets/" + path, "If-None-Match", etag)
                        .statusCode())
                .isEqualTo(304);
    }

    @Test
    void whenAPathLeavesTheRepositoryThenThereIsNothing() {
        for (String path : List.of(
                "/repository/exm/targets/..%2F..%2Fserver.json",
                "/repository/exm/metadata/%2e%2e%2fserver.json",
                "/repository/oth/metadata/timestamp.json",
                "/repository/exm/metadata/timestamp.json%00",
                "/repository/exm/targets/GW2/1.0.0/manifest.json")) {
            assertThat(stranger(path).statusCode()).as(path).isIn(400, 401, 404);
        }
    }

    @Test
    void whenAnOldSnapshotIsNamedThenItsFilesAreStillThere() {
        Updater before = client(anonymous());
        before.refresh();
        long version = before.metadata().snapshot().orElseThrow().version();
        publish("1.0.1", 2);
        await(() ->
                client(anonymous()).metadata().snapshot().map(Snapshot::version).orElseThrow() > version);
        assertThat(before.target("GW2/1.0.0/manifest.json")).isPresent();
    }
}
