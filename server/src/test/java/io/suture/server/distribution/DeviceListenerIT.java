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
import io.suture.trust.attest.EvidenceFile;
import io.suture.trust.attest.InstallationReceipt;
import io.suture.trust.attest.Statement;
import io.suture.trust.digest.Digest;
import io.suture.trust.director.AssignedRelease;
import io.suture.trust.director.AssignmentStatement;
import io.suture.trust.dsse.Envelope;
import io.suture.trust.evidence.ArchiveBytes;
import io.suture.trust.evidence.ArchiveLimits;
import io.suture.trust.evidence.Check;
import io.suture.trust.evidence.EvidencePackage;
import io.suture.trust.evidence.Given;
import io.suture.trust.evidence.PackageArchive;
import io.suture.trust.evidence.Report;
import io.suture.trust.gate.EvidenceLog;
import io.suture.trust.gate.EvidencePositions;
import io.suture.trust.gate.Gate;
import io.suture.trust.gate.People;
import io.suture.trust.gate.ReleasePolicy;
import io.suture.trust.gate.Verdict;
import io.suture.trust.gate.VerdictStatement;
import io.suture.trust.json.Json;
import io.suture.trust.json.JsonObject;
import io.suture.trust.key.SoftwareSigner;
import io.suture.trust.log.ConsistencyProof;
import io.suture.trust.log.LogPolicy;
import io.suture.trust.log.LogVerifier;
import io.suture.trust.log.TlogProof;
import io.suture.trust.pki.CertificateRequest;
import io.suture.trust.release.Manifest;
import io.suture.trust.release.ReleaseId;
import io.suture.trust.tuf.MemoryMetadataStore;
import io.suture.trust.tuf.TufLimits;
import io.suture.trust.tuf.Updater;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** The whole way of a patch over both listeners of one running server. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class DeviceListenerIT {

    private static final byte[] PAYLOAD = payload(3 << 20);

    private final TestDatabase database = new TestDatabase();
    private final TestPki pki = new TestPki();
    private final Factory factory = new Factory();
    private TestServer server;
    private Api api;
    private Manifest manifest;
    private EnrolledDevice first;
    private EnrolledDevice second;

    private static byte[] payload(int size) {
        byte[] bytes = new byte[size];
        new java.util.Random(7).nextBytes(bytes);
        return bytes;
    }

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
        manifest = factory.approved(api, "3.1.1", 17, PAYLOAD);
        first = factory.device(api, "D-001", "VM");
        second = factory.device(api, "D-002", "VM");
        api.post("re.one", Factory.releasePath("3.1.1") + "/signing", new byte[0])
                .expect(200);
        api.post("re.one", Factory.releasePath("3.1.1") + "/publication", new byte[0])
                .expect(200);
        // the listener follows within a second
        await(() -> device(first).get("/repository/exm/metadata/timestamp.json").statusCode() == 200);
        await(() -> client(first).target("GW2/3.1.1/manifest.json").isPresent());
        await(() -> device(second).ask().statusCode() == 200);
    }

    @AfterAll
    void stop() {
        if (server != null) {
            server.close();
        }
        database.close();
    }

    private DeviceHttp device(EnrolledDevice device) {
        return new DeviceHttp(server.deviceUrl(), pki.client(device.certificate(), device.key()));
    }

    private Updater client(EnrolledDevice device) {
        return new Updater(TufLimits.DEFAULT, Instant.now(), new MemoryMetadataStore(factory.root()), device(device));
    }

    private static String code(HttpResponse<byte[]> answer) {
        return Json.parseObject(answer.body()).string("type").replace("urn:suture:problem:", "");
    }

    private String payloadPath() {
        return "/repository/exm/targets/"
                + client(first).target("GW2/3.1.1/gw2-3.1.1.bin").orElseThrow().consistentPath();
    }

    @Test
    @Order(1)
    void whenATufClientReadsTheRepositoryThenEveryTargetVerifies() {
        Updater client = client(first);
        assertThat(client.downloadSmall("GW2/3.1.1/manifest.json", 1 << 20)).isEqualTo(manifest.toJson());
        assertThat(client.downloadSmall("GW2/3.1.1/gw2-3.1.1.bin", 4 << 20)).isEqualTo(PAYLOAD);
        assertThat(client.target("GW2/3.1.1/evidence.jsonl")).isPresent();
        assertThat(client.target("GW2/3.1.1/sbom.cdx.json")).isPresent();
        assertThat(client.target("policy/people.json")).isPresent();
    }

    /** What devices judge by, beside the evidence: its places in the log, and what the gate found at the signing. */
    @Test
    @Order(2)
    void whenEvidenceLogAndVerdictAreFetchedThenEachPieceHasItsPlaceAndTheGateFindsTheSame() {
        Updater client = client(first);
        List<Envelope> evidence = EvidenceFile.parse(client.downloadSmall("GW2/3.1.1/evidence.jsonl", 1 << 20));
        LogPolicy log = LogPolicy.parse(client.downloadSmall("policy/log.json", 1 << 20));
        EvidencePositions positions = EvidenceLog.parse(client.downloadSmall("GW2/3.1.1/evidence-log.json", 1 << 20))
                .positions(log, manifest.digest());
        assertThat(evidence)
                .isNotEmpty()
                .allSatisfy(
                        piece -> assertThat(positions.of(piece.payloadDigest())).isPresent());
        byte[] published = client.downloadSmall("GW2/3.1.1/verdict.json", 1 << 20);
        Statement verdict = Statement.parse(published);
        assertThat(verdict.isAbout(manifest.digest())).isTrue();
        assertThat(verdict.predicate().strings("properties"))
                .contains("SUTURE_RULE:approval", "SUTURE_RULE:separation-of-duties", "SUTURE_RULE:malware-scan");
        Instant at = verdict.predicate().instant("timeCreated");
        Verdict again = Gate.evaluate(
                ReleasePolicy.parse(client.downloadSmall("policy/release.json", 1 << 20)),
                People.parse(client.downloadSmall("policy/people.json", 1 << 20)),
                manifest,
                evidence,
                positions,
                at);
        assertThat(again.accepted()).isTrue();
        assertThat(VerdictStatement.of(manifest, again, at)).isEqualTo(published);
    }

    @Test
    @Order(2)
    void whenTheLogIsAskedThenThePublicationIsProvedAndTheLogOnlyGrew() {
        DeviceHttp http = device(first);
        LogPolicy policy = LogPolicy.parse(client(first).downloadSmall("policy/log.json", 65536));
        byte[] entry = http.get("/repository/exm/log/releases/GW2/3.1.1/entry").body();
        TlogProof proof = TlogProof.parse(
                http.get("/repository/exm/log/releases/GW2/3.1.1/proof").body());
        LogVerifier.Verified verified =
                LogVerifier.verify(policy, entry, proof, Optional.empty(), Optional.empty(), manifest);
        long size = verified.checkpoint().size();
        ConsistencyProof consistency = ConsistencyProof.parse(
                http.get("/repository/exm/log/consistency/1/" + size).body());
        assertThat(consistency.oldSize()).isEqualTo(1);
        assertThat(http.get("/repository/exm/log/checkpoint").statusCode()).isEqualTo(200);
        assertThat(http.get("/repository/exm/log/tile/0/000.p/1").body()).hasSize(32);
        assertThat(http.get("/repository/exm/log/tile/0/999").statusCode()).isEqualTo(404);
        assertThat(http.get("/repository/exm/log/consistency/1/99999").statusCode())
                .isEqualTo(404);
    }

    @Test
    @Order(3)
    void whenTheFacilityApprovesThenTheAssignmentNamesTheRelease() {
        assertThat(reason(first)).isEqualTo("awaiting-facility-approval");
        api.post(
                        "ce.one",
                        "/api/v1/facilities/clinic/approvals",
                        Factory.object("manufacturer", "exm", "product", "GW2", "version", "3.1.1"))
                .expect(201);
        await(() -> device(first).assignment().release().equals(Optional.of(AssignedRelease.of(manifest))));
    }

    private String reason(EnrolledDevice device) {
        return device(device)
                .assignment()
                .reason()
                .map(AssignmentStatement.Reason::code)
                .orElse("");
    }

    /** I1, I2. */
    @Test
    @Order(4)
    void whenRangesAreAskedThenOneRangeIsServedAndBombsAreNot() {
        DeviceHttp http = device(first);
        String path = payloadPath();
        HttpResponse<byte[]> whole = http.get(path);
        String etag = whole.headers().firstValue("etag").orElseThrow();
        assertThat(whole.body()).isEqualTo(PAYLOAD);
        HttpResponse<byte[]> part = http.get(path, "Range", "bytes=1000-1999");
        assertThat(part.statusCode()).isEqualTo(206);
        assertThat(part.body()).isEqualTo(Arrays.copyOfRange(PAYLOAD, 1000, 2000));
        assertThat(part.headers().firstValue("content-range")).contains("bytes 1000-1999/" + PAYLOAD.length);
        assertThat(http.get(path, "Range", "bytes=-5").body())
                .isEqualTo(Arrays.copyOfRange(PAYLOAD, PAYLOAD.length - 5, PAYLOAD.length));
        assertThat(http.get(path, "Range", "bytes=" + PAYLOAD.length + "-").statusCode())
                .isEqualTo(416);
        assertThat(http.get(path, "Range", "bytes=-0").statusCode()).isEqualTo(416);
        assertThat(http.get(path, "Range", "bytes=0-,0-,0-,0-").statusCode()).isEqualTo(200);
        assertThat(http.get(path, "Range", "bytes=x-y").statusCode()).isEqualTo(200);
        assertThat(http.get(path, "Range", "bytes=10-", "If-Range", etag).statusCode())
                .isEqualTo(206);
        assertThat(http.get(path, "Range", "bytes=10-", "If-Range", "\"other\"").statusCode())
                .isEqualTo(200);
        HttpResponse<byte[]> head = http.head(path);
        assertThat(head.headers().firstValueAsLong("content-length")).hasValue(PAYLOAD.length);
        assertThat(http.get(path, "If-None-Match", etag).statusCode()).isEqualTo(304);
    }

    /** D1, D6. */
    @Test
    @Order(5)
    void whenADeviceReachesForAnothersThingsThenThereAreNone() {
        DeviceHttp http = device(first);
        assertThat(http.get("/repository/other/metadata/timestamp.json").statusCode())
                .isEqualTo(404);
        assertThat(http.get("/repository/exm/targets/../../etc/passwd").statusCode())
                .isEqualTo(404);
        assertThat(http.get("/actuator/health").statusCode()).isEqualTo(404);
        HttpResponse<byte[]> foreign =
                http.post("/device/v1/receipts", receipt(second, second.key(), 1, "rolled-back"));
        assertThat(foreign.statusCode()).isEqualTo(403);
        assertThat(code(foreign)).isEqualTo("receipt-device-mismatch");
        SoftwareSigner stranger = TestPki.key();
        DeviceHttp unknown =
                new DeviceHttp(server.deviceUrl(), pki.client(pki.device("exm", "D-001", stranger), stranger));
        assertThat(unknown.ask().statusCode()).isEqualTo(403);
        DeviceHttp otherCa = new DeviceHttp(
                server.deviceUrl(), pki.client(pki.device(pki.authority("rogue"), "exm", "D-001", stranger), stranger));
        assertThatThrownBy(() -> otherCa.ask()).hasCauseInstanceOf(IOException.class);
        assertThatThrownBy(() -> new DeviceHttp(server.deviceUrl(), pki.client()).ask())
                .hasCauseInstanceOf(IOException.class);
    }

    private byte[] receipt(EnrolledDevice device, SoftwareSigner signer, long counter, String result) {
        return receipt(device, signer, counter, result, uuid());
    }

    private static String uuid() {
        return UUID.randomUUID().toString();
    }

    private byte[] receipt(EnrolledDevice device, SoftwareSigner signer, long counter, String result, String attempt) {
        return receipt(device, signer, counter, result, attempt, manifest.digest());
    }

    private byte[] receipt(
            EnrolledDevice device, SoftwareSigner signer, long counter, String result, String attempt, Digest about) {
        InstallationReceipt receipt = new InstallationReceipt(
                device.id(),
                "exm",
                new ReleaseId("GW2", "3.1.1"),
                "3.0.0",
                attempt,
                InstallationReceipt.Result.ofJson(result),
                result.equals("confirmed") ? "" : "health-check-failed",
                "b",
                1,
                2,
                counter,
                Instant.now().truncatedTo(ChronoUnit.SECONDS));
        return Envelope.sign(
                        Statement.PAYLOAD_TYPE, Statement.about(about, receipt).toJson(), signer)
                .toJson();
    }

    @Test
    @Order(6)
    void whenAReceiptIsRepeatedThenTheFirstCountsAndForgeriesAreRefused() {
        DeviceHttp http = device(first);
        String attempt = UUID.randomUUID().toString();
        byte[] receipt = receipt(first, first.key(), 1, "confirmed", attempt);
        HttpResponse<byte[]> accepted = http.post("/device/v1/receipts", receipt);
        assertThat(accepted.statusCode()).isEqualTo(200);
        assertThat(http.post("/device/v1/receipts", receipt).body()).isEqualTo(accepted.body());
        HttpResponse<byte[]> changed =
                http.post("/device/v1/receipts", receipt(first, first.key(), 2, "rolled-back", attempt));
        assertThat(changed.statusCode()).isEqualTo(422);
        HttpResponse<byte[]> forged = http.post("/device/v1/receipts", receipt(first, second.key(), 3, "confirmed"));
        assertThat(forged.statusCode()).isEqualTo(422);
        Digest unknown = Digest.of(new byte[] {1});
        assertThat(http.post("/device/v1/receipts", receipt(first, first.key(), 4, "rolled-back", uuid(), unknown))
                        .statusCode())
                .isEqualTo(422);
        assertThat(http.post("/device/v1/receipts", receipt(first, first.key(), 5, "refused", uuid(), unknown))
                        .statusCode())
                .isEqualTo(200);
        assertThat(http.post("/device/v1/receipts", new byte[70_000]).statusCode())
                .isEqualTo(413);
        await(() -> reason(first).equals("up-to-date"));
        assertThat(api.get("admin", Factory.BASE + "/devices/D-001")
                        .expect(200)
                        .json()
                        .string("installedVersion"))
                .isEqualTo("3.1.1");
    }

    @Test
    @Order(7)
    void whenATokenIsUsedAgainOrReplacedThenItIsRefused() {
        JsonObject again = Factory.object("token", first.token(), "csr", CertificateRequest.create(TestPki.key(), "x"));
        assertThat(api.post("", "/api/v1/enrolments", again).expect(403).json().string("type"))
                .endsWith("enrolment-token-refused");
        String renewed = api.post("admin", Factory.BASE + "/devices/D-002/enrolment-token", new byte[0])
                .expect(201)
                .json()
                .string("enrolmentToken");
        JsonObject reusedKey = Factory.object("token", renewed, "csr", CertificateRequest.create(first.key(), "D-002"));
        assertThat(api.post("", "/api/v1/enrolments", reusedKey).status()).isEqualTo(422);
        EnrolledDevice before = second;
        second = factory.enrol(api, "D-002", renewed, TestPki.key());
        await(() -> device(second).ask().statusCode() == 200);
        assertThat(device(before).ask().statusCode()).isEqualTo(403);
    }

    @Test
    @Order(8)
    void whenADossierIsExportedThenItVerifiesOffline() {
        byte[] zip = api.get("insp.one", Factory.releasePath("3.1.1") + "/dossier")
                .expect(200)
                .body();
        PackageArchive archive = PackageArchive.read(ArchiveBytes.of(zip), ArchiveLimits.DEFAULT);
        Given given = new Given(Optional.of(factory.root()), Optional.empty(), Instant.now());
        Report report = EvidencePackage.verify(archive, given);
        assertThat(report.checks()).isNotEmpty().noneMatch(check -> check.outcome() == Check.Outcome.FAIL);
        assertThat(new String(api.get("insp.one", Factory.BASE + "/audit/entries")
                                .expect(200)
                                .body())
                        .lines())
                .isNotEmpty()
                .allMatch(line -> Json.parseObject(line.getBytes()).has("entry"));
    }

    /** E16: readers across publications never see a gap. */
    @Test
    @Order(9)
    void whenReleasesArePublishedThenConcurrentReadersNeverSeeAGap() throws Exception {
        factory.approved(api, "3.1.2", 18, payload(1000));
        AtomicBoolean done = new AtomicBoolean();
        var readers = java.util.concurrent.CompletableFuture.runAsync(() -> {
            while (!done.get()) {
                Updater client = client(first);
                assertThat(client.downloadSmall("GW2/3.1.1/manifest.json", 1 << 20))
                        .isEqualTo(manifest.toJson());
            }
        });
        api.post("re.one", Factory.releasePath("3.1.2") + "/signing", new byte[0])
                .expect(200);
        api.post("re.one", Factory.releasePath("3.1.2") + "/publication", new byte[0])
                .expect(200);
        await(() -> client(first).target("GW2/3.1.2/manifest.json").isPresent());
        done.set(true);
        readers.get();
    }

    /** I7, E12. */
    @Test
    @Order(10)
    void whenAReleaseIsSuspendedOrWithdrawnThenItsFilesAreGone() {
        String path = payloadPath();
        JsonObject reason = Factory.object("reason", "field problem");
        api.post("qa.one", Factory.releasePath("3.1.1") + "/suspension", reason).expect(200);
        await(() -> device(first).head(path).statusCode() == 410);
        assertThat(device(first).get(path, "Range", "bytes=100-").statusCode()).isEqualTo(410);
        api.post("re.one", Factory.releasePath("3.1.1") + "/resumption", reason).expect(200);
        await(() -> device(first).head(path).statusCode() == 200);
        api.post("qa.one", Factory.releasePath("3.1.1") + "/withdrawal", reason).expect(200);
        await(() -> client(first).target("GW2/3.1.1/manifest.json").isEmpty());
        assertThat(device(first).get(path).statusCode()).isEqualTo(410);
        assertThat(client(first).target("GW2/3.1.2/manifest.json")).isPresent();
    }

    /** D2. */
    @Test
    @Order(11)
    void whenADeviceIsRevokedThenTheNextRequestOnItsOpenConnectionIsRefused() {
        DeviceHttp http = device(second);
        assertThat(http.ask().statusCode()).isEqualTo(200);
        api.post("admin", Factory.BASE + "/devices/D-002/revoke", Factory.object("reason", "stolen"))
                .expect(200);
        await(() -> http.ask().statusCode() == 403);
        assertThat(code(http.get("/repository/exm/metadata/timestamp.json"))).isEqualTo("device-revoked");
    }
}
