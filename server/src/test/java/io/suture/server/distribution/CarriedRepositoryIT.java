package io.suture.server.distribution;

import static io.suture.server.testing.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.suture.server.testing.Api;
import io.suture.server.testing.Carried;
import io.suture.server.testing.DeviceHttp;
import io.suture.server.testing.Factory;
import io.suture.server.testing.Factory.EnrolledDevice;
import io.suture.server.testing.TestDatabase;
import io.suture.server.testing.TestPki;
import io.suture.server.testing.TestServer;
import io.suture.trust.json.JsonObject;
import io.suture.trust.key.PublicKey;
import io.suture.trust.tuf.MemoryMetadataStore;
import io.suture.trust.tuf.OfflineUpdate;
import io.suture.trust.tuf.TargetFile;
import io.suture.trust.tuf.TufLimits;
import io.suture.trust.tuf.Updater;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** The roles offline-update and {@code <product>-delta} as the server signs and serves them (ADR 0017). */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class CarriedRepositoryIT {

    private static final String MANIFEST = "GW2/3.1.1/manifest.json";
    private static final String DELTA = "GW2/3.1.1/delta-from-3.0.0";

    private final TestDatabase database = new TestDatabase();
    private final TestPki pki = new TestPki();
    private final Factory factory = new Factory();
    private TestServer server;
    private Api api;
    private EnrolledDevice device;

    @BeforeAll
    void start(@TempDir Path directory) {
        server = new TestServer(
                database,
                directory,
                pki,
                factory.keys().get("admin").publicKey().toPem(),
                context -> {});
        api = new Api(server.apiUrl(), pki.client(), factory.keys());
        factory.found(api);
        device = factory.device(api, "D-001", "VM");
        factory.approved(api, "3.1.1", 17, new byte[1000]);
        publish();
        await(() -> online().target(MANIFEST).isPresent());
    }

    private void publish() {
        for (String step : List.of("/signing", "/publication")) {
            api.post("re.one", Factory.releasePath("3.1.1") + step, new byte[0]).expect(200);
        }
    }

    @AfterAll
    void stop() {
        if (server != null) {
            server.close();
        }
        database.close();
    }

    private DeviceHttp http() {
        return new DeviceHttp(server.deviceUrl(), pki.client(device.certificate(), device.key()));
    }

    private Updater online() {
        return new Updater(TufLimits.DEFAULT, Instant.now(), new MemoryMetadataStore(factory.root()), http());
    }

    private Updater carried(Instant now) {
        long version = online().metadata().listed(OfflineUpdate.ROLE).version();
        return Updater.offline(
                TufLimits.DEFAULT, now, new MemoryMetadataStore(factory.root()), new Carried(http(), version));
    }

    private JsonObject signingKeys() {
        return api.get("admin", Factory.BASE + "/signing-keys").expect(200).json();
    }

    @Test
    @Order(1)
    void whenAReleaseIsPublishedThenACarriedRepositoryVouchesForItForMonths() {
        Updater months = carried(Instant.now().plus(Duration.ofDays(88)));
        byte[] manifest = months.downloadSmall(MANIFEST, 1 << 20);
        assertThat(manifest).isEqualTo(online().downloadSmall(MANIFEST, 1 << 20));
        assertThat(months.metadata().files()).doesNotContainKeys("timestamp", "snapshot");
    }

    @Test
    @Order(2)
    void whenTheListingIsReadThenItsTargetsAreTheMetadataFiles() {
        Updater client = online();
        client.target(MANIFEST);
        byte[] file = client.metadata().files().get("GW2");
        long version = client.metadata().listed("GW2").version();
        TargetFile target = OfflineUpdate.target("GW2", version, file);
        assertThat(client.downloadSmall(target.path(), 1 << 20)).isEqualTo(file);
        assertThat(api.get("re.one", Factory.BASE + "/repository/targets/" + target.consistentPath())
                        .expect(200)
                        .body())
                .isEqualTo(file);
    }

    @Test
    @Order(3)
    void whenTheKeysAreReadThenThoseOfTheNewRolesAreAmongThem() {
        JsonObject keys = signingKeys();
        Updater client = online();
        client.target(MANIFEST);
        assertThat(client.metadata()
                        .targets("GW2")
                        .orElseThrow()
                        .delegations()
                        .role("GW2-delta")
                        .orElseThrow()
                        .keys()
                        .keys()
                        .values())
                .containsExactly(PublicKey.fromTuf(keys.object("deltas").object("GW2")));
        assertThat(keys.object("products").keys()).containsExactly("GW2");
        assertThat(PublicKey.fromTuf(keys.object("offline-update")))
                .isNotEqualTo(PublicKey.fromTuf(keys.object("snapshot")));
    }

    /** Nothing makes deltas yet: a row of the table stands for one that is stored. */
    @Test
    @Order(4)
    void whenADeltaIsStoredThenTheDeltaRoleVouchesForIt() {
        database.asSuperuser("set session_replication_role = replica;"
                + " insert into tuf_target (manufacturer, path, sha256, length, bytes, added_at, event_id, delta)"
                + " select 'exm', '" + DELTA + "', encode(sha256('delta'::bytea), 'hex'), 5, 'delta'::bytea, now(),"
                + " event_id, true from signing_key limit 1");
        publish();
        await(() -> online().target(DELTA).isPresent());
        assertThat(online().downloadSmall(DELTA, 100)).isEqualTo("delta".getBytes(StandardCharsets.UTF_8));
        assertThat(carried(Instant.now()).downloadSmall(DELTA, 100)).hasSize(5);
        Updater client = online();
        client.target(DELTA);
        assertThat(client.metadata().targets("GW2").orElseThrow().file(DELTA)).isEmpty();
    }

    @Test
    @Order(5)
    void whenOfflineUpdateIsDelegatedToOthersThenTheUploadIsRefused() {
        PublicKey own = PublicKey.fromTuf(signingKeys().object("offline-update"));
        factory.offlineUpdate(own, "*/*");
        assertThat(upload(2)).contains("offline-update must have the paths offline-update/* only");
        factory.offlineUpdate(TestPki.key().publicKey(), OfflineUpdate.PATHS);
        assertThat(upload(2)).contains("the key of role offline-update must be the server's and no other");
        factory.offlineUpdate(PublicKey.fromTuf(signingKeys().object("snapshot")), OfflineUpdate.PATHS);
        assertThat(upload(2)).contains("the key of role offline-update must be the server's and no other");
    }

    private String upload(long version) {
        byte[] body = factory.offline(api, version);
        return new String(
                api.put("admin", Factory.BASE + "/repository/offline", "application/json", body)
                        .expect(422)
                        .body(),
                StandardCharsets.UTF_8);
    }
}
