package io.suture.server.distribution;

import static io.suture.server.testing.Await.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.suture.server.testing.Api;
import io.suture.server.testing.DeviceHttp;
import io.suture.server.testing.Factory;
import io.suture.server.testing.Factory.EnrolledDevice;
import io.suture.server.testing.TestDatabase;
import io.suture.server.testing.TestPki;
import io.suture.server.testing.TestServer;
import io.suture.trust.director.AssignedRelease;
import io.suture.trust.director.AssignmentStatement;
import io.suture.trust.director.DirectorException;
import io.suture.trust.director.DirectorPolicy;
import io.suture.trust.director.Nonce;
import io.suture.trust.dsse.Envelope;
import io.suture.trust.json.Json;
import io.suture.trust.json.JsonObject;
import io.suture.trust.key.KeyAlgorithm;
import io.suture.trust.key.PublicKey;
import io.suture.trust.key.SoftwareSigner;
import io.suture.trust.pki.DeviceIdentity;
import io.suture.trust.release.Manifest;
import io.suture.trust.tuf.MemoryMetadataStore;
import io.suture.trust.tuf.TufLimits;
import io.suture.trust.tuf.Updater;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the server says as director, judged with the policy that the offline keys published. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class DirectorIT {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final DeviceIdentity DEVICE = new DeviceIdentity("exm", "D-001");

    private final TestDatabase database = new TestDatabase();
    private final TestPki pki = new TestPki();
    private final Factory factory = new Factory();
    private final SoftwareSigner spare = SoftwareSigner.generate(KeyAlgorithm.ED25519, RANDOM);
    private Path directory = Path.of("");
    private TestServer server;
    private Api api;
    private Manifest manifest;
    private EnrolledDevice device;

    @BeforeAll
    void start(@TempDir Path folder) {
        directory = folder;
        open();
        factory.found(api);
        manifest = factory.approved(api, "3.1.1", 17, new byte[1000]);
        device = factory.device(api, "D-001", "VM");
        api.post("re.one", Factory.releasePath("3.1.1") + "/signing", new byte[0])
                .expect(200);
        api.post("re.one", Factory.releasePath("3.1.1") + "/publication", new byte[0])
                .expect(200);
        api.post(
                        "ce.one",
                        "/api/v1/facilities/clinic/approvals",
                        Factory.object("manufacturer", "exm", "product", "GW2", "version", "3.1.1"))
                .expect(201);
        await(() -> http().ask().statusCode() == 200
                && http().assignment().release().isPresent());
    }

    private void open() {
        server = new TestServer(
                database,
                directory,
                pki,
                factory.keys().get("admin").publicKey().toPem(),
                context -> {});
        api = new Api(server.apiUrl(), pki.client(), factory.keys());
    }

    @AfterAll
    void stop() {
        server.close();
        database.close();
    }

    private DeviceHttp http() {
        return new DeviceHttp(server.deviceUrl(), pki.client(device.certificate(), device.key()));
    }

    private DirectorPolicy published() {
        Updater client = new Updater(TufLimits.DEFAULT, Instant.now(), new MemoryMetadataStore(factory.root()), http());
        return DirectorPolicy.parse(client.downloadSmall(DirectorPolicy.PATH, 1 << 16));
    }

    private String publishedPath() {
        Updater client = new Updater(TufLimits.DEFAULT, Instant.now(), new MemoryMetadataStore(factory.root()), http());
        client.refresh();
        return client.target(DirectorPolicy.PATH).orElseThrow().consistentPath();
    }

    private PublicKey directorKey() {
        return PublicKey.fromTuf(api.get("admin", Factory.BASE + "/signing-keys")
                .expect(200)
                .json()
                .object("director"));
    }

    @Test
    @Order(1)
    void whenADeviceAsksThenTheAnswerVerifiesWithThePublishedPolicyAndOnlyForItsNonce() {
        Nonce nonce = Nonce.of(RANDOM);
        HttpResponse<byte[]> reply = http().ask(nonce);
        Envelope envelope = Envelope.parse(reply.body());

        AssignmentStatement assignment = published().open(envelope, DEVICE, nonce, Instant.now());

        assertThat(assignment.release()).contains(AssignedRelease.of(manifest));
        assertThat(assignment.pollAfter()).isEqualTo(Duration.ofMinutes(5));
        assertThat(reply.headers().firstValue("cache-control")).contains("no-store");
        assertThat(reply.headers().firstValue("etag")).isEmpty();
        assertThatThrownBy(() -> published().open(envelope, DEVICE, Nonce.of(RANDOM), Instant.now()))
                .isInstanceOf(DirectorException.Replayed.class);
    }

    @ParameterizedTest
    @Order(2)
    @ValueSource(
            strings = {
                "",
                "?nonce=",
                "?nonce=AAAA",
                "?nonce=%00",
                "?nonce=AAAAAAAAAAAAAAAAAAAAAA%3D%3D",
                "?nonce=AAAAAAAAAAAAAAAAAAAAAA&nonce=AAAAAAAAAAAAAAAAAAAAAA"
            })
    void whenTheNonceIsMissingOrWrongThenTheRequestIsRefused(String query) {
        HttpResponse<byte[]> reply = http().get("/device/v1/assignment" + query);

        assertThat(reply.statusCode()).isEqualTo(400);
        assertThat(Json.parseObject(reply.body()).string("field")).isEqualTo("nonce");
    }

    @Test
    @Order(3)
    void whenThePolicyDoesNotNameTheServersDirectorThenTheUploadIsRefused() {
        factory.directors(1, spare.publicKey());
        assertUploadRefused("not-acceptable");

        factory.directors(2, spare.publicKey(), directorKey());
        assertUploadRefused("not-acceptable");
    }

    private void assertUploadRefused(String reason) {
        JsonObject problem = upload(2).expect(422).json();
        assertThat(problem.string("reason")).isEqualTo(reason);
        assertThat(problem.string("detail")).contains("director");
    }

    private Api.Answer upload(long version) {
        return api.put(
                "admin", Factory.BASE + "/repository/offline", "application/json", factory.offline(api, version));
    }

    @Test
    @Order(4)
    void whenANewerPolicyRevokesADirectorKeyThenItsAssignmentsNoLongerCountAfterARefresh() {
        Nonce nonce = Nonce.of(RANDOM);
        Envelope bySpare = AssignmentStatement.claimedBy(
                        Envelope.parse(http().ask(nonce).body()))
                .sign(spare);
        factory.directors(1, directorKey(), spare.publicKey());
        upload(2).expect(200);
        await(() -> published().keys().contains(spare.publicKey()));
        assertThat(published().open(bySpare, DEVICE, nonce, Instant.now()).release())
                .isPresent();

        String replaced = publishedPath();
        factory.directors(1, directorKey());
        upload(3).expect(200);
        await(() -> published().keys().size() == 1);
        assertThat(http().fetchTarget(replaced, 1 << 16))
                .as("a client may be between the old metadata and the new")
                .isPresent();

        assertThatThrownBy(() -> published().open(bySpare, DEVICE, nonce, Instant.now()))
                .isInstanceOf(DirectorException.SignatureMissing.class);
        assertThat(published().open(Envelope.parse(http().ask(nonce).body()), DEVICE, nonce, Instant.now()))
                .isNotNull();
    }

    @ParameterizedTest
    @Order(5)
    @ValueSource(
            strings = {
                "root",
                "targets",
                "snapshot",
                "timestamp",
                "policy",
                "director",
                "log",
                "offline-update",
                "GW3-delta"
            })
    void whenAProductIsToBeNamedAsARoleThenItIsRefused(String id) {
        JsonObject problem = api.post(
                        "admin",
                        Factory.BASE + "/products",
                        Factory.object("id", id, "name", "Reserved", "udiDi", "09521234000051"))
                .expect(400)
                .json();

        assertThat(problem.string("type")).endsWith("invalid-field");
        assertThat(problem.string("reserved")).isEqualTo(id);
    }

    @Test
    @Order(6)
    void whenAManufacturerIsOlderThanARoleThenTheStartMakesItsKeyAndLogsThat() {
        server.close();
        database.asSuperuser("delete from signing_key where role in ('director', 'offline-update', 'GW2-delta')");
        open();

        assertThat(directorKey()).isEqualTo(published().keys().getFirst());
        await(() -> keyEvents() == 3);

        server.close();
        open();
        assertThat(keyEvents()).as("made once").isEqualTo(3);
    }

    private long keyEvents() {
        byte[] entries =
                api.get("insp.one", Factory.BASE + "/audit/entries").expect(200).body();
        return new String(entries, StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.contains("signing-key.created"))
                .count();
    }

    @Test
    @Order(7)
    void whenTheDirectorsKeyIsGoneThenTheListenerSaysSoAndServesTheRest() throws Exception {
        server.close();
        java.nio.file.Files.delete(directory.resolve("keys/exm/director.pem"));
        open();
        await(() -> http().get("/repository/exm/metadata/timestamp.json").statusCode() == 200);

        HttpResponse<byte[]> reply = http().ask();

        assertThat(reply.statusCode()).isEqualTo(503);
        assertThat(Json.parseObject(reply.body()).string("type")).endsWith("unavailable");
    }
}
