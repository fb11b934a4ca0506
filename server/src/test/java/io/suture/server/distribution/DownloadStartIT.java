package io.suture.server.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import io.suture.server.audit.AuditTrail;
import io.suture.server.distribution.RepositoryView.Payload;
import io.suture.server.fleet.Device;
import io.suture.server.testing.Api;
import io.suture.server.testing.DeviceHttp;
import io.suture.server.testing.Factory;
import io.suture.server.testing.Factory.EnrolledDevice;
import io.suture.server.testing.RealDevice;
import io.suture.server.testing.TestDatabase;
import io.suture.server.testing.TestPki;
import io.suture.server.testing.TestServer;
import io.suture.trust.json.JsonObject;
import io.suture.trust.release.Manifest;
import io.suture.trust.tuf.MemoryMetadataStore;
import io.suture.trust.tuf.TufLimits;
import io.suture.trust.tuf.Updater;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** The start of a download is in the log before the first byte goes out, and is there once. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DownloadStartIT {

    private static final String VERSION = "3.1.1";
    private static final byte[] PAYLOAD = new byte[1 << 20];

    private final TestDatabase database = new TestDatabase();
    private final TestPki pki = new TestPki();
    private final Factory factory = new Factory();
    private TestServer server;
    private Api api;
    private Manifest manifest;
    private EnrolledDevice device;
    private String path;

    @BeforeAll
    void publish(@TempDir Path directory) {
        server = new TestServer(
                database,
                directory,
                pki,
                factory.keys().get("admin").publicKey().toPem(),
                context -> {});
        api = new Api(server.apiUrl(), pki.client(), factory.keys());
        factory.found(api);
        manifest = factory.approved(api, VERSION, 17, PAYLOAD);
        api.post("re.one", Factory.releasePath(VERSION) + "/signing", new byte[0])
                .expect(200);
        api.post("re.one", Factory.releasePath(VERSION) + "/publication", new byte[0])
                .expect(200);
        device = enrolled("D-001");
        await(() -> client().target("GW2/3.1.1/gw2-3.1.1.bin").isPresent());
        path = "/repository/exm/targets/"
                + client().target("GW2/3.1.1/gw2-3.1.1.bin").orElseThrow().consistentPath();
    }

    @AfterAll
    void stop() {
        server.close();
        database.close();
    }

    private EnrolledDevice enrolled(String id) {
        EnrolledDevice enrolled = factory.device(api, id, "VM");
        await(() -> http(enrolled).ask().statusCode() == 200);
        return enrolled;
    }

    private DeviceHttp http(EnrolledDevice device) {
        return new DeviceHttp(server.deviceUrl(), pki.client(device.certificate(), device.key()));
    }

    private Updater client() {
        Updater client =
                new Updater(TufLimits.DEFAULT, Instant.now(), new MemoryMetadataStore(factory.root()), http(device));
        client.refresh();
        return client;
    }

    private static void await(BooleanSupplier condition) {
        Boolean unused = Mono.fromSupplier(condition::getAsBoolean)
                .onErrorReturn(false)
                .subscribeOn(Schedulers.boundedElastic())
                .filter(met -> met)
                .repeatWhenEmpty(Integer.MAX_VALUE, again -> again.delayElements(Duration.ofMillis(100)))
                .block(Duration.ofMinutes(2));
    }

    private long starts(String device) {
        return Objects.requireNonNull(database.client()
                .sql("select count(*) from download_start s join audit_event e on e.id = s.event_id"
                        + " where s.device = :device and e.kind = 'download.started'")
                .bind("device", device)
                .map(row -> Objects.requireNonNull(row.get(0, Long.class)))
                .one()
                .block());
    }

    private List<JsonObject> found(String device) {
        return events(Factory.BASE + "/audit/events?kind=download.started&device=" + device);
    }

    private List<JsonObject> events(String query) {
        return api.get("insp.one", query).expect(200).json().objects("events");
    }

    @Test
    void whenADeviceDownloadsAPayloadThenTheStartIsFoundInTheLog() {
        EnrolledDevice own = enrolled("D-010");
        assertThat(http(own).get(path).body()).isEqualTo(PAYLOAD);
        await(() -> !found("D-010").isEmpty());
        JsonObject event = found("D-010").getFirst();
        assertThat(event.object("actor").string("device")).isEqualTo("D-010");
        assertThat(event.object("subject").string("facility")).isEqualTo(Factory.FACILITY);
        assertThat(event.object("detail").string("release")).isEqualTo("GW2/3.1.1");
        assertThat(event.object("detail").string("payload"))
                .isEqualTo(manifest.payloads().getFirst().digest().toString());
        assertThat(event.has("pub") && !event.object("pub").keys().isEmpty()).isFalse();
    }

    @Test
    void whenADownloadIsResumedOrRepeatedThenItStartedOnce() {
        EnrolledDevice own = enrolled("D-011");
        HttpResponse<byte[]> begin = http(own).get(path, "Range", "bytes=0-999");
        assertThat(begin.statusCode()).isEqualTo(206);
        HttpResponse<byte[]> rest = http(own).get(path, "Range", "bytes=1000-");
        assertThat(rest.body()).isEqualTo(Arrays.copyOfRange(PAYLOAD, 1000, PAYLOAD.length));
        assertThat(http(own).get(path).body()).isEqualTo(PAYLOAD);
        assertThat(starts("D-011")).isOne();
    }

    /** A reader that takes many parts at once begins one download. */
    @Test
    void whenManyPartsAreAskedForTogetherThenTheDownloadStartedOnce() {
        EnrolledDevice own = enrolled("D-012");
        DeviceHttp http = http(own);
        List<CompletableFuture<Integer>> parts = IntStream.range(0, 16)
                .mapToObj(i -> CompletableFuture.supplyAsync(
                        () -> http.get(path, "Range", "bytes=" + i * 100 + "-" + (i * 100 + 99))
                                .statusCode(),
                        Thread::startVirtualThread))
                .toList();
        assertThat(parts).allSatisfy(part -> assertThat(part.join()).isEqualTo(206));
        assertThat(starts("D-012")).isOne();
    }

    @Test
    void whenNoByteIsAskedForThenNothingStarts() {
        EnrolledDevice own = enrolled("D-013");
        assertThat(http(own).head(path).statusCode()).isEqualTo(200);
        assertThat(http(own).get(path, "Range", "bytes=" + PAYLOAD.length + "-").statusCode())
                .isEqualTo(416);
        String manifestPath = "/repository/exm/targets/"
                + client().target("GW2/3.1.1/manifest.json").orElseThrow().consistentPath();
        assertThat(http(own).get(manifestPath).statusCode()).isEqualTo(200);
        assertThat(starts("D-013")).isZero();
    }

    @Test
    void whenTheStartCannotBeLoggedThenNotOneByteIsServed() {
        EnrolledDevice own = enrolled("D-014");
        database.asSuperuser("""
                create function no_start() returns trigger language plpgsql as $$
                begin raise exception 'the disk is full'; end $$;
                create trigger no_start before insert on audit_event for each row
                    when (new.kind = 'download.started') execute function no_start()""");
        try {
            for (String range : new String[] {"bytes=0-", "bytes=0-0"}) {
                HttpResponse<byte[]> refused = http(own).get(path, "Range", range);
                assertThat(refused.statusCode()).isEqualTo(503);
                assertThat(refused.headers().firstValue("content-type")).contains("application/problem+json");
                assertThat(refused.headers().firstValue("content-range")).isEmpty();
                assertThat(refused.headers().firstValue("etag")).isEmpty();
            }
        } finally {
            database.asSuperuser("drop trigger no_start on audit_event; drop function no_start");
        }
        assertThat(starts("D-014")).isZero();
        assertThat(http(own).get(path).body()).isEqualTo(PAYLOAD);
        assertThat(starts("D-014")).isOne();
    }

    @Test
    void whenAnotherReplicaIsAskedThenTheDownloadStartedBeforeAndAfterAnotherVersionRunsItStartsAgain() {
        EnrolledDevice own = enrolled("D-015");
        assertThat(http(own).get(path).statusCode()).isEqualTo(200);
        Views views = server.bean(Views.class);
        Device known = views.fleet("exm").device("D-015").orElseThrow();
        Payload payload = views.repository("exm").orElseThrow().payloads().values().stream()
                .findFirst()
                .orElseThrow();
        DownloadStarts replica = new DownloadStarts(
                server.bean(DatabaseClient.class),
                server.bean(TransactionalOperator.class),
                server.bean(AuditTrail.class));
        replica.log(known, payload).block();
        assertThat(starts("D-015")).isOne();
        Device updated = new Device(
                known.manufacturer(),
                known.id(),
                known.product(),
                known.hardwareRevision(),
                known.serial(),
                known.facility(),
                "3.0.9",
                known.state(),
                known.certificate());
        replica.log(updated, payload).then(replica.log(updated, payload)).block();
        assertThat(starts("D-015")).isEqualTo(2);
    }

    /** The device's own command, from enrolment to its poll. */
    @Test
    void whenARealDeviceInstallsThenItsDownloadStartedBeforeItsReceipt(@TempDir Path folder) {
        RealDevice real = RealDevice.enrolled(
                folder, factory, api, List.of(server.apiUrl(), server.deviceUrl()), pki.serverCaPem(), "D-016");
        api.post(
                        "ce.one",
                        "/api/v1/facilities/clinic/approvals",
                        Factory.object("manufacturer", "exm", "product", "GW2", "version", VERSION))
                .expect(201);
        real.awaitRunning(VERSION);
        String query = Factory.BASE + "/audit/events?device=D-016&kind=";
        await(() -> !events(query + "receipt.accepted").isEmpty());
        assertThat(events(query + "download.started")).hasSize(1);
        assertThat(events(query + "download.started").getFirst().integer("index"))
                .isLessThan(events(query + "receipt.accepted").getFirst().integer("index"));
    }
}
