package io.suture.server.signing;

import static io.suture.server.testing.Await.awaitAnswer;
import static org.assertj.core.api.Assertions.assertThat;

import io.suture.server.signing.CrashPoint.Step;
import io.suture.server.testing.Api;
import io.suture.server.testing.Carried;
import io.suture.server.testing.DeviceHttp;
import io.suture.server.testing.Factory;
import io.suture.server.testing.Factory.EnrolledDevice;
import io.suture.server.testing.TestDatabase;
import io.suture.server.testing.TestPki;
import io.suture.server.testing.TestServer;
import io.suture.trust.digest.Digest;
import io.suture.trust.tuf.MemoryMetadataStore;
import io.suture.trust.tuf.OfflineUpdate;
import io.suture.trust.tuf.TufLimits;
import io.suture.trust.tuf.Updater;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.r2dbc.core.DatabaseClient;

/** J3, H3, P5: the service dies at every step and starts again over the same database. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PublicationCrashIT {

    private static final byte[] PAYLOAD = new byte[1000];

    private final TestDatabase database = new TestDatabase();
    private final TestPki pki = new TestPki();
    private final Factory factory = new Factory();
    private final AtomicReference<Step> deadly = new AtomicReference<>();
    private Path directory;
    private TestServer server;
    private Api api;
    private EnrolledDevice device;
    private MemoryMetadataStore store;
    private MemoryMetadataStore carried;
    private int releases;

    @BeforeAll
    void found(@TempDir Path folder) {
        directory = folder;
        start();
        factory.found(api);
        device = factory.device(api, "D-001", "VM");
        store = new MemoryMetadataStore(factory.root());
        carried = new MemoryMetadataStore(factory.root());
    }

    private void start() {
        server = new TestServer(
                database,
                directory,
                pki,
                factory.keys().get("admin").publicKey().toPem(),
                context -> context.registerBean(CrashPoint.class, () -> this::die));
        api = new Api(server.apiUrl(), pki.client(), factory.keys());
    }

    private void die(Step step) {
        if (step == deadly.get()) {
            throw new IllegalStateException("killed at " + step);
        }
    }

    private void restart() {
        server.close();
        deadly.set(null);
        start();
    }

    @AfterEach
    void heal() {
        deadly.set(null);
    }

    @AfterAll
    void stop() {
        server.close();
        database.close();
    }

    /** A refresh as the device does it, which keeps what it trusted: a version that falls is found here. */
    private Updater client() {
        DeviceHttp http = new DeviceHttp(server.deviceUrl(), pki.client(device.certificate(), device.key()));
        Updater client = new Updater(TufLimits.DEFAULT, Instant.now(), store, http);
        client.refresh();
        return client;
    }

    /** The same repository as a device reads it that is never online. */
    private Updater carried(Updater online) {
        DeviceHttp http = new DeviceHttp(server.deviceUrl(), pki.client(device.certificate(), device.key()));
        long version = online.metadata().listed(OfflineUpdate.ROLE).version();
        return Updater.offline(TufLimits.DEFAULT, Instant.now(), carried, new Carried(http, version));
    }

    private boolean devicesFind(String version) {
        Updater client = client();
        boolean found = client.target("GW2/" + version + "/manifest.json").isPresent();
        assertThat(client.target("GW2/" + version + "/delta-none")).isEmpty();
        assertThat(carried(client).target("GW2/" + version + "/manifest.json").isPresent())
                .as("carried repository tells the same")
                .isEqualTo(found);
        if (found) {
            assertThat(client.downloadSmall("GW2/" + version + "/manifest.json", 1 << 20))
                    .isNotEmpty();
            assertThat(client.downloadSmall("GW2/" + version + "/gw2-" + version + ".bin", 1 << 20))
                    .isEqualTo(PAYLOAD);
        }
        return found;
    }

    private int post(String version, String action) {
        return api.post("re.one", Factory.releasePath(version) + "/" + action, new byte[0])
                .status();
    }

    private String state(String version) {
        return api.get("re.one", Factory.releasePath(version))
                .expect(200)
                .json()
                .string("state");
    }

    private long count(String sql) {
        return Objects.requireNonNull(database.client()
                .sql(sql)
                .map(row -> Objects.requireNonNull(row.get(0, Long.class)))
                .one()
                .block());
    }

    @ParameterizedTest
    @EnumSource(value = Step.class, mode = EnumSource.Mode.MATCH_NONE, names = "EVENT_.*")
    void whenTheServiceDiesAtAStepThenARestartRepairsOrTheCallIsRepeated(Step step) {
        int number = ++releases;
        String version = "3.2." + number;
        factory.approved(api, version, 20 + number, PAYLOAD);

        deadly.set(step);
        int signed = post(version, "signing");
        int published = signed == 200 ? post(version, "publication") : 0;
        assertThat(signed == 200 && published == 200).as("survived " + step).isFalse();

        restart();
        awaitAnswer(() -> {
            client();
            return true;
        });
        String after = state(version);
        assertThat(after).isIn("approved", "signed", "published");
        if (step.compareTo(Step.PUBLICATION_COMMITTED) < 0) {
            assertThat(devicesFind(version)).isFalse();
        }
        if (after.equals("published")) {
            // the decision was logged: the renewal job finishes it without anybody asking
            awaitAnswer(() -> {
                server.bean(Renewal.class).round().block();
                return devicesFind(version);
            });
        }
        assertThat(post(version, "signing")).isEqualTo(200);
        assertThat(post(version, "publication")).isEqualTo(200);
        awaitAnswer(() -> devicesFind(version));
        assertOneStory(version);
    }

    /** Each decision stands in the log once, and no version of a role was signed twice. */
    private void assertOneStory(String version) {
        for (String kind : new String[] {"release.signed", "release.published"}) {
            assertThat(count("select count(*) from release_history h join audit_event e on e.id = h.event_id"
                            + " where e.kind = '" + kind + "' and h.version = '" + version + "'"))
                    .isEqualTo(1);
        }
        assertThat(count("select count(*) from release_publication where version = '" + version + "'"))
                .isEqualTo(1);
        assertThat(count("select count(*) from signing_intent where outcome = 'signed' and purpose = 'release.sign GW2/"
                        + version + "'"))
                .isEqualTo(1);
    }

    @Test
    void whenTwoPeoplePublishTogetherThenThereIsOnePublication() throws Exception {
        String version = "3.9.0";
        factory.approved(api, version, 100, PAYLOAD);
        assertThat(post(version, "signing")).isEqualTo(200);
        var first = CompletableFuture.supplyAsync(() -> post(version, "publication"));
        var second = CompletableFuture.supplyAsync(() -> post(version, "publication"));
        assertThat(new int[] {first.get(), second.get()}).contains(200);
        awaitAnswer(() -> devicesFind(version));
        assertOneStory(version);
    }

    @Test
    void whenAStoredPayloadChangedThenTheReleaseIsNotSigned() throws Exception {
        String version = "3.9.1";
        byte[] payload = "another payload".getBytes();
        factory.approved(api, version, 101, payload);
        String hex = Digest.of(payload).hex();
        Path blob = directory.resolve("blobs/sha256/" + hex.substring(0, 2) + "/" + hex);
        assertThat(blob.toFile().setWritable(true)).isTrue();
        Files.write(blob, "another paylOad".getBytes());
        Api.Answer answer = api.post("re.one", Factory.releasePath(version) + "/signing", new byte[0]);
        assertThat(answer.expect(409).json().string("type")).endsWith("payload-corrupt");
        assertThat(state(version)).isEqualTo("approved");
        assertThat(count("select count(*) from audit_event where kind = 'release.refused'"))
                .isPositive();
    }

    @Test
    void whenEvidenceIsMissingThenSigningIsRefusedWithTheFindings() {
        String version = "3.9.2";
        factory.submitted(api, version, 102, PAYLOAD);
        Api.Answer answer = api.post("re.one", Factory.releasePath(version) + "/signing", new byte[0]);
        assertThat(answer.expect(409).json().string("type")).endsWith("release-blocked");
        assertThat(answer.json().objects("findings")).isNotEmpty();
    }

    /** Offline metadata: the same again is accepted, an older or another file of a version is not. */
    @Test
    void whenOfflineMetadataAreOfferedAgainThenOnlyNewerOnesCount() {
        byte[] second = factory.offline(api, 2);
        String path = Factory.BASE + "/repository/offline";
        api.put("admin", path, "application/json", second).expect(200);
        api.put("admin", path, "application/json", second).expect(200);
        api.put("admin", path, "application/json", factory.offline(api, 1)).expect(422);
        byte[] broken = second.clone();
        broken[broken.length / 2] ^= 1;
        assertThat(api.put("admin", path, "application/json", broken).status()).isIn(400, 422);
        assertThat(server.bean(DatabaseClient.class)).isNotNull();
        awaitAnswer(() -> {
            client();
            return true;
        });
    }
}
