package io.suture.server.signing;

import static io.suture.server.testing.Await.awaitAnswer;
import static org.assertj.core.api.Assertions.assertThat;

import io.suture.server.testing.Api;
import io.suture.server.testing.DeviceHttp;
import io.suture.server.testing.Factory;
import io.suture.server.testing.Factory.EnrolledDevice;
import io.suture.server.testing.TestDatabase;
import io.suture.server.testing.TestPki;
import io.suture.server.testing.TestServer;
import io.suture.trust.tuf.MemoryMetadataStore;
import io.suture.trust.tuf.TufLimits;
import io.suture.trust.tuf.Updater;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Two servers over one database and one data folder publish together: one sequence of versions, no fork. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReplicasIT {

    private static final int RELEASES = 8;

    private final TestDatabase database = new TestDatabase();
    private final TestPki pki = new TestPki();
    private final Factory factory = new Factory();
    private final List<TestServer> servers = new ArrayList<>();
    private final List<Api> apis = new ArrayList<>();
    private EnrolledDevice device;

    @BeforeAll
    void start(@TempDir Path folder) {
        for (int i = 0; i < 2; i++) {
            TestServer server = new TestServer(
                    database,
                    folder,
                    pki,
                    factory.keys().get("admin").publicKey().toPem(),
                    context -> {});
            servers.add(server);
            apis.add(new Api(server.apiUrl(), pki.client(), factory.keys()));
        }
        factory.found(apis.getFirst());
        device = factory.device(apis.getLast(), "D-001", "VM");
    }

    @AfterAll
    void stop() {
        servers.forEach(TestServer::close);
        database.close();
    }

    @Test
    void whenTwoServersPublishTogetherThenThereIsOneGaplessSequenceOfVersions() {
        List<String> versions = new ArrayList<>();
        for (int i = 0; i < RELEASES; i++) {
            String version = "3.5." + i;
            versions.add(version);
            factory.approved(apis.get(i % 2), version, 50 + i, new byte[100]);
        }
        List<CompletableFuture<Void>> running = new ArrayList<>();
        for (int i = 0; i < RELEASES; i++) {
            Api api = apis.get(i % 2);
            String path = Factory.releasePath(versions.get(i));
            running.add(CompletableFuture.runAsync(() -> {
                api.post("re.one", path + "/signing", new byte[0]).expect(200);
                api.post("re.one", path + "/publication", new byte[0]).expect(200);
            }));
        }
        running.forEach(CompletableFuture::join);

        for (String role : List.of("GW2", "snapshot", "timestamp")) {
            List<Long> stored = stored(role);
            assertThat(stored).as(role).isNotEmpty();
            for (int i = 0; i < stored.size(); i++) {
                assertThat(stored.get(i)).as(role).isEqualTo(i + 1L);
            }
        }
        servers.forEach(server -> awaitAnswer(() -> findsAll(server, versions)));
    }

    private List<Long> stored(String role) {
        return database.client()
                .sql("select version from tuf_metadata where role = :role order by version")
                .bind("role", role)
                .map(row -> Objects.requireNonNull(row.get(0, Long.class)))
                .all()
                .collectList()
                .blockOptional()
                .orElseThrow();
    }

    private boolean findsAll(TestServer server, List<String> versions) {
        DeviceHttp http = new DeviceHttp(server.deviceUrl(), pki.client(device.certificate(), device.key()));
        Updater client = new Updater(TufLimits.DEFAULT, Instant.now(), new MemoryMetadataStore(factory.root()), http);
        client.refresh();
        return versions.stream()
                .allMatch(version ->
                        client.target("GW2/" + version + "/manifest.json").isPresent());
    }
}
