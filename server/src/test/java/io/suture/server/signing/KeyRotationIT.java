package io.suture.server.signing;

import static io.suture.server.testing.Await.awaitAnswer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.suture.server.testing.Api;
import io.suture.server.testing.Api.Answer;
import io.suture.server.testing.DeviceHttp;
import io.suture.server.testing.Factory;
import io.suture.server.testing.Factory.EnrolledDevice;
import io.suture.server.testing.TestDatabase;
import io.suture.server.testing.TestPki;
import io.suture.server.testing.TestServer;
import io.suture.trust.director.AssignmentStatement;
import io.suture.trust.dsse.Envelope;
import io.suture.trust.json.JsonObject;
import io.suture.trust.key.PublicKey;
import io.suture.trust.key.Signer;
import io.suture.trust.tuf.MemoryMetadataStore;
import io.suture.trust.tuf.MetaFile;
import io.suture.trust.tuf.MetadataSource;
import io.suture.trust.tuf.MetadataWriter;
import io.suture.trust.tuf.Snapshot;
import io.suture.trust.tuf.TufException;
import io.suture.trust.tuf.TufLimits;
import io.suture.trust.tuf.Updater;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.core.env.Environment;

/** Every online key of a running server changes while devices go on: planned, and after a compromise (E4, E7). */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class KeyRotationIT {

    private static final String KEYS = Factory.BASE + "/signing-keys";
    private static final String OFFLINE = Factory.BASE + "/repository/offline";
    private static final String MANIFEST = "GW2/1.0.0/manifest.json";

    private final TestDatabase database = new TestDatabase();
    private final TestPki pki = new TestPki();
    private final Factory factory = new Factory();
    private TestServer server;
    private Api api;
    private EnrolledDevice device;
    private MemoryMetadataStore store;
    private long offlineVersion = 1;

    @BeforeAll
    void found(@TempDir Path folder) {
        server = new TestServer(
                database, folder, pki, factory.keys().get("admin").publicKey().toPem(), context -> {});
        api = new Api(server.apiUrl(), pki.client(), factory.keys());
        factory.found(api);
        device = factory.device(api, "D-001", "VM");
        store = new MemoryMetadataStore(factory.root());
        factory.approved(api, "1.0.0", 1, new byte[1000]);
        for (String step : List.of("/signing", "/publication")) {
            api.post("re.one", Factory.releasePath("1.0.0") + step, new byte[0]).expect(200);
        }
        awaitAnswer(() -> client().target(MANIFEST).isPresent());
    }

    @AfterAll
    void stop() {
        if (server != null) {
            server.close();
        }
        database.close();
    }

    private DeviceHttp http(EnrolledDevice of) {
        return new DeviceHttp(server.deviceUrl(), pki.client(of.certificate(), of.key()));
    }

    /** The device's client, which keeps what it trusts. */
    private Updater client() {
        return client(http(device));
    }

    private Updater client(MetadataSource source) {
        Updater client = new Updater(TufLimits.DEFAULT, Instant.now(), store, source);
        client.refresh();
        return client;
    }

    private JsonObject keys() {
        return api.get("admin", KEYS).expect(200).json();
    }

    private PublicKey newest(String role) {
        return PublicKey.fromTuf(keys().object(role));
    }

    private JsonObject rotate(String role, boolean compromised) {
        JsonObject body = JsonObject.builder()
                .put("reason", "exercise")
                .put("compromised", compromised)
                .build();
        return api.post("admin", KEYS + "/" + role + "/rotation", body)
                .expect(201)
                .json();
    }

    private Answer upload() {
        return upload(keys());
    }

    private Answer upload(JsonObject online) {
        offlineVersion++;
        return api.put("admin", OFFLINE, "application/json", factory.offline(online, offlineVersion));
    }

    private boolean rootNames(Updater client, String role, PublicKey key) {
        return client.metadata().root().role(role).keys().containsValue(key);
    }

    @Test
    @Order(1)
    void whenAnOnlineKeyIsRotatedThenTheOldOneSignsUntilARootNamesTheNew() {
        PublicKey before = newest("timestamp");
        rotate("timestamp", false);
        PublicKey after = newest("timestamp");
        assertThat(after).isNotEqualTo(before);
        factory.approved(api, "1.1.0", 2, new byte[1000]);
        for (String step : List.of("/signing", "/publication")) {
            api.post("re.one", Factory.releasePath("1.1.0") + step, new byte[0]).expect(200);
        }
        awaitAnswer(() -> client().target("GW2/1.1.0/manifest.json").isPresent());
        assertThat(rootNames(client(), "timestamp", before)).isTrue();

        upload().expect(200);
        awaitAnswer(() -> client().metadata().root().version() == 2);
        assertThat(rootNames(client(), "timestamp", after)).isTrue();
        assertThat(client().target(MANIFEST)).isPresent();
    }

    @Test
    @Order(2)
    void whenAProductsKeyIsRotatedThenItsReleasesStayAndTheNewKeySigns() {
        rotate("GW2", false);
        PublicKey after = PublicKey.fromTuf(keys().object("products").object("GW2"));
        upload().expect(200);
        awaitAnswer(() -> client().target(MANIFEST).isPresent()
                && client().metadata()
                        .targets("targets")
                        .orElseThrow()
                        .delegations()
                        .role("GW2")
                        .orElseThrow()
                        .keys()
                        .keys()
                        .containsValue(after));
    }

    @Test
    @Order(3)
    void whenTheDirectorIsRotatedThenAssignmentsAreAlwaysSignedByAKeyThePolicyNames() {
        PublicKey before = newest("director");
        assertThat(assigned(before)).isTrue();
        rotate("director", false);
        PublicKey after = newest("director");
        assertThat(assigned(before)).isTrue();
        upload().expect(200);
        awaitAnswer(() -> assigned(after));
    }

    private boolean assigned(PublicKey director) {
        Envelope envelope = Envelope.parse(http(device).ask().body());
        assertThat(AssignmentStatement.claimedBy(envelope).device().device()).isEqualTo("D-001");
        return !envelope.verifiedBy(List.of(director)).isEmpty();
    }

    /** E4: the thief shows a device version 2^31, so that it refuses every honest one; new keys clear that. */
    @Test
    @Order(4)
    void whenStolenKeysFastForwardedADeviceThenRotationHealsIt() {
        JsonObject stolenKeys = keys();
        client(thief());
        assertThatThrownBy(this::client).isInstanceOf(TufException.MetadataRollback.class);

        rotate("timestamp", true);
        rotate("snapshot", true);
        upload().expect(200);
        awaitAnswer(() -> client().target(MANIFEST).isPresent());
        assertThat(client().metadata().snapshot().map(Snapshot::version).orElseThrow())
                .isLessThan(1L << 31);

        assertThat(upload(stolenKeys).status()).isEqualTo(422);
    }

    /** A repository that serves what everybody sees, below a snapshot and timestamp of the thief. */
    private MetadataSource thief() {
        long version = 1L << 31;
        Instant expires = Instant.now().plus(Duration.ofDays(1)).truncatedTo(ChronoUnit.SECONDS);
        Map<String, MetaFile> roles =
                client().metadata().snapshot().orElseThrow().roles();
        byte[] snapshot =
                MetadataWriter.sign(MetadataWriter.snapshot(version, expires, roles), List.of(stolen("snapshot")));
        byte[] timestamp = MetadataWriter.sign(
                MetadataWriter.timestamp(version, expires, MetaFile.of(version)), List.of(stolen("timestamp")));
        Map<String, byte[]> forged = Map.of("timestamp.json", timestamp, version + ".snapshot.json", snapshot);
        DeviceHttp honest = http(device);
        return new MetadataSource() {
            @Override
            public Optional<byte[]> fetch(String fileName, int maxBytes) {
                return Optional.ofNullable(forged.get(fileName)).or(() -> honest.fetch(fileName, maxBytes));
            }

            @Override
            public Optional<byte[]> fetchTarget(String path, int maxBytes) {
                return honest.fetchTarget(path, maxBytes);
            }
        };
    }

    private Signer stolen(String role) {
        PublicKey inForce =
                client().metadata().root().role(role).keys().values().iterator().next();
        return Optional.ofNullable(server.bean(OnlineSigners.class)
                        .of(Factory.MANUFACTURER, role, inForce::equals)
                        .block())
                .orElseThrow();
    }

    @Test
    @Order(5)
    void whenARoleHasNoKeyToRotateThenItDoesNotExist() {
        JsonObject body = JsonObject.builder().put("reason", "exercise").build();
        for (String role : List.of("log", "root", "targets", "policy", "GW9")) {
            assertThat(api.post("admin", KEYS + "/" + role + "/rotation", body).status())
                    .as(role)
                    .isEqualTo(404);
        }
        assertThat(api.post("admin", KEYS + "/timestamp/rotation", JsonObject.EMPTY)
                        .status())
                .isEqualTo(400);
    }

    @Test
    @Order(6)
    void whenDevicesSayWhichRootTheyTrustThenTheReportCountsThem() {
        factory.device(api, "D-002", "VM");
        EnrolledDevice third = factory.device(api, "D-003", "VM");
        // the listener knows a device that was just enrolled after a moment
        awaitAnswer(() -> {
            tell(device, "3");
            tell(third, "1");
            return readiness(2).integer("ready") == 1 && readiness(2).integer("behind") == 1;
        });
        tell(third, "-9");

        JsonObject report = readiness(2);
        assertThat(report.integer("devices")).isEqualTo(3);
        assertThat(report.integer("unknown")).isEqualTo(1);
        assertThat(report.integer("silent")).isEqualTo(1);
        assertThat(report.objects("waiting"))
                .extracting(waiting -> waiting.string("device"))
                .containsExactly("D-002", "D-003");
        assertThat(readiness(1).integer("ready")).isEqualTo(2);
        assertThat(readiness(4).integer("ready")).isZero();
        assertThat(api.get("admin", Factory.BASE + "/fleet/readiness?root=0").status())
                .isEqualTo(400);
    }

    private void tell(EnrolledDevice of, String trustedRoot) {
        http(of).get("/repository/exm/metadata/timestamp.json", "Suture-Trusted-Root", trustedRoot);
    }

    private JsonObject readiness(long root) {
        return api.get("admin", Factory.BASE + "/fleet/readiness?root=" + root)
                .expect(200)
                .json();
    }

    @Test
    @Order(7)
    void whenMonitoringAsksThenTheTimeToExpiryOfEachRoleIsThere() {
        String port = server.bean(Environment.class).getProperty("local.management.port");
        try (HttpClient monitoring = HttpClient.newHttpClient()) {
            awaitAnswer(() -> metrics(monitoring, port)
                    .lines()
                    .anyMatch(line -> line.matches(
                            "suture_tuf_expiry_seconds\\{.*manufacturer=\"exm\".*role=\"timestamp\".*\\} [0-9.E]+")));
            assertThat(metrics(monitoring, port))
                    .contains(
                            "role=\"root\"",
                            "role=\"targets\"",
                            "role=\"policy\"",
                            "role=\"GW2\"",
                            "role=\"snapshot\"");
        }
    }

    private static String metrics(HttpClient monitoring, String port) {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/actuator/prometheus"))
                .build();
        return monitoring.sendAsync(request, BodyHandlers.ofString()).join().body();
    }
}
