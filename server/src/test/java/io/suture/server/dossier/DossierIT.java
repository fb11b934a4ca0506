package io.suture.server.dossier;

import static org.assertj.core.api.Assertions.assertThat;

import io.suture.server.testing.Api;
import io.suture.server.testing.Factory;
import io.suture.server.testing.RealDevice;
import io.suture.server.testing.TestDatabase;
import io.suture.server.testing.TestPki;
import io.suture.server.testing.TestServer;
import io.suture.server.testing.Unzipped;
import io.suture.trust.attest.StandardPredicate;
import io.suture.trust.attest.Statement;
import io.suture.trust.attest.Subject;
import io.suture.trust.digest.Digest;
import io.suture.trust.dsse.Envelope;
import io.suture.trust.evidence.ArchiveBytes;
import io.suture.trust.evidence.ArchiveLimits;
import io.suture.trust.evidence.Check;
import io.suture.trust.evidence.Check.Outcome;
import io.suture.trust.evidence.EvidencePackage;
import io.suture.trust.evidence.Given;
import io.suture.trust.evidence.PackageArchive;
import io.suture.trust.evidence.Report;
import io.suture.trust.json.CanonicalJson;
import io.suture.trust.json.Json;
import io.suture.trust.json.JsonObject;
import io.suture.trust.release.Manifest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Dossiers of releases in every state, from a real server, verified offline. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DossierIT {

    private final TestDatabase database = new TestDatabase();
    private final TestPki pki = new TestPki();
    private final Factory factory = new Factory();
    private TestServer server;
    private Api api;

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
        published("3.0.1", 16);
        published("3.1.1", 17);
    }

    private void published(String version, long rollback) {
        factory.approved(api, version, rollback, version.getBytes());
        post("re.one", version, "signing", JsonObject.EMPTY, 200);
        post("re.one", version, "publication", JsonObject.EMPTY, 200);
    }

    @AfterAll
    void stop() {
        if (server != null) {
            server.close();
        }
        database.close();
    }

    private void post(String person, String version, String step, JsonObject body, int status) {
        api.post(person, Factory.releasePath(version) + "/" + step, body).expect(status);
    }

    private byte[] export(String person, String version) {
        return api.get(person, Factory.releasePath(version) + "/dossier")
                .expect(200)
                .body();
    }

    private Report verify(byte[] zip) {
        PackageArchive archive = PackageArchive.read(ArchiveBytes.of(zip), ArchiveLimits.DEFAULT);
        return EvidencePackage.verify(archive, new Given(Optional.of(factory.root()), Optional.empty(), Instant.now()));
    }

    /** Return the checks that find another content under that name. */
    private List<String> swapped(Map<String, byte[]> files, String name) {
        Map<String, byte[]> spoiled = new HashMap<>(files);
        spoiled.put(name, "another log".getBytes(StandardCharsets.UTF_8));
        Given given = new Given(Optional.of(factory.root()), Optional.empty(), Instant.now());
        return ids(EvidencePackage.verify(spoiled, given), Outcome.FAIL);
    }

    private static List<String> ids(Report report, Outcome outcome) {
        return report.checks().stream()
                .filter(check -> check.outcome() == outcome)
                .map(Check::id)
                .toList();
    }

    private byte[] evidenceFile(byte[] content) {
        api.put(
                        "vv.one",
                        Factory.BASE + "/evidence-files/" + Digest.of(content).hex(),
                        "application/octet-stream",
                        content)
                .expect(201);
        return content;
    }

    /** A statement of a kind that nobody here knows, signed by a stranger; a person hands it in. */
    private static Envelope unknown(Manifest manifest) {
        byte[] statement = statement(manifest, "https://example.com/attestations/bench/v1", JsonObject.EMPTY);
        return Envelope.sign(Statement.PAYLOAD_TYPE, statement, TestPki.key());
    }

    /** A tester's word that a file belongs to the release. */
    private Envelope reference(Manifest manifest, byte[] file) {
        JsonObject descriptor = JsonObject.builder()
                .put("name", "bench.log")
                .put(
                        "digest",
                        JsonObject.builder()
                                .put("sha256", Digest.of(file).hex())
                                .build())
                .put("mediaType", "text/plain")
                .build();
        JsonObject predicate = JsonObject.builder()
                .put("signedBy", "vv.one")
                .put("printedName", "Person vv.one")
                .put("signedAt", Instant.now().truncatedTo(ChronoUnit.SECONDS))
                .putAll("references", List.of(descriptor))
                .build();
        return Envelope.sign(
                Statement.PAYLOAD_TYPE,
                statement(manifest, StandardPredicate.REFERENCE, predicate),
                Objects.requireNonNull(factory.keys().get("vv.one")));
    }

    private static byte[] statement(Manifest manifest, String type, JsonObject predicate) {
        return new Statement(List.of(new Subject(Manifest.FILE, manifest.digest())), type, predicate).toJson();
    }

    private static JsonObject section(Map<String, byte[]> files, String id) {
        JsonObject document = Json.parseObject(Objects.requireNonNull(files.get("dossier.json")));
        return document.objects("sections").stream()
                .filter(section -> section.string("id").equals(id))
                .findFirst()
                .orElseThrow()
                .object("content");
    }

    @Test
    void whenTheReleaseIsPublishedThenEverythingIsThereAndVerifies() {
        byte[] zip = export("insp.one", "3.1.1");
        Report report = verify(zip);
        assertThat(report.checks()).isNotEmpty().noneMatch(check -> check.outcome() == Outcome.FAIL);
        Map<String, byte[]> files = Unzipped.of(zip);
        assertThat(files).containsKeys("dossier.json", "dossier.html", "dossier.pdf", "MANIFEST.json");
        assertThat(section(files, "change").string("previousRelease")).startsWith("GW2/3.0.1");
        assertThat(section(files, "approvals")
                        .objects("approvals")
                        .getFirst()
                        .object("electronicSignature")
                        .string("printedName"))
                .isEqualTo("Person qa.one");
        assertThat(section(files, "validation").objects("runs").getFirst().string("protocolApprovedBeforeRun"))
                .startsWith("yes");
    }

    @Test
    void whenADossierIsReadThenBothViewsSayWhatTheJsonSays() throws IOException {
        Map<String, byte[]> files = Unzipped.of(export("qa.one", "3.1.1"));
        byte[] json = Objects.requireNonNull(files.get("dossier.json"));
        JsonObject document = Json.parseObject(json);
        assertThat(CanonicalJson.rfc8785(document)).isEqualTo(json);
        assertThat(document.objects("sections")).hasSize(17);
        DossierTexts.assertComplete(
                "3.1.1",
                document,
                Objects.requireNonNull(files.get("dossier.html")),
                Objects.requireNonNull(files.get("dossier.pdf")));
    }

    @Test
    void whenTheReleaseIsADraftThenItsDossierSaysWhatThereIsNot() {
        api.post("re.one", Factory.BASE + "/releases", Factory.object("product", "GW2", "version", "3.9.0"))
                .expect(201);
        byte[] zip = export("insp.one", "3.9.0");
        Report report = verify(zip);
        assertThat(ids(report, Outcome.FAIL)).isEmpty();
        assertThat(ids(report, Outcome.NOT_CHECKED)).contains("manifest-recorded", "release-published");
        assertThat(section(Unzipped.of(zip), "cover").string("stateAtExport")).isEqualTo("draft");
    }

    @Test
    void whenSigningWasRefusedThenTheDossierShowsTheAttempt() {
        factory.submitted(api, "3.9.1", 18, "refused".getBytes());
        post("re.one", "3.9.1", "signing", JsonObject.EMPTY, 409);
        post("qa.one", "3.9.1", "rejection", Factory.object("reason", "no evidence"), 200);
        byte[] zip = export("insp.one", "3.9.1");
        assertThat(ids(verify(zip), Outcome.FAIL)).isEmpty();
        JsonObject exceptions = section(Unzipped.of(zip), "exceptions");
        assertThat(exceptions.objects("refusedAttempts"))
                .anyMatch(attempt -> attempt.string("kind").equals("release.refused"));
        assertThat(section(Unzipped.of(zip), "summary").strings("openPoints")).isNotEmpty();
    }

    @Test
    void whenTheReleaseIsWithdrawnThenItsDossierIsStillWhole() {
        published("3.9.2", 19);
        post("qa.one", "3.9.2", "withdrawal", Factory.object("reason", "field problem"), 200);
        byte[] zip = export("insp.one", "3.9.2");
        Report report = verify(zip);
        assertThat(ids(report, Outcome.FAIL)).isEmpty();
        assertThat(report.check("release-published").orElseThrow().outcome()).isEqualTo(Outcome.PASS);
        assertThat(report.check("manifest-in-metadata").orElseThrow().outcome()).isEqualTo(Outcome.NOT_CHECKED);
        assertThat(section(Unzipped.of(zip), "audit-trail").objects("trail"))
                .anyMatch(entry -> entry.string("kind").equals("release.withdrawn")
                        && entry.object("detail").string("from").equals("published"));
    }

    /** What differs is the export: its time, the earlier export in the log, and what is made of these. */
    @Test
    void whenExportedTwiceFromOneStateThenOnlyTheExportDiffers() {
        published("3.9.3", 20);
        Map<String, byte[]> first = Unzipped.of(export("insp.one", "3.9.3"));
        Map<String, byte[]> second = Unzipped.of(export("insp.one", "3.9.3"));
        Set<String> different = new TreeSet<>();
        first.forEach((name, content) -> {
            if (!Arrays.equals(content, second.get(name))) {
                different.add(name);
            }
        });
        different.removeIf(name -> name.startsWith("log/checkpoints/")); // the newest ones only
        assertThat(different)
                .isSubsetOf(
                        "MANIFEST.json",
                        "disclosures.jsonl",
                        "dossier.html",
                        "dossier.json",
                        "dossier.pdf",
                        "log/checkpoint",
                        "log/entries.jsonl",
                        "log/export.consistency",
                        "log/export.entry.json",
                        "log/export.tlog-proof",
                        "log/leaves",
                        "log/release.tlog-proof",
                        "metadata/timestamp.json",
                        "release.json");
        assertThat(section(second, "audit-trail").objects("trail"))
                .anyMatch(entry -> entry.string("kind").equals("package.exported"));
    }

    /** All that others bring: a file, a statement of an unknown kind that names it, a device's receipt. */
    @Test
    void whenADeviceInstalledThenItsReceiptAndTheFilesThatStatementsNameAreThereAndVerify(@TempDir Path folder) {
        Manifest manifest = factory.submitted(api, "3.9.5", 25, "installed".getBytes());
        byte[] log = evidenceFile("bench log".getBytes());
        Envelope unknown = unknown(manifest);
        for (Envelope envelope : List.of(unknown, reference(manifest, log))) {
            api.post("vv.one", Factory.releasePath("3.9.5") + "/evidence", envelope.toJson())
                    .expect(201);
        }
        factory.approved(api, manifest);
        post("re.one", "3.9.5", "signing", JsonObject.EMPTY, 200);
        post("re.one", "3.9.5", "publication", JsonObject.EMPTY, 200);
        RealDevice device = RealDevice.enrolled(
                folder, factory, api, List.of(server.apiUrl(), server.deviceUrl()), pki.serverCaPem(), "D-009");
        api.post(
                        "ce.one",
                        "/api/v1/facilities/clinic/approvals",
                        Factory.object("manufacturer", "exm", "product", "GW2", "version", "3.9.5"))
                .expect(201);
        device.awaitRunning("3.9.5");

        byte[] zip = export("insp.one", "3.9.5");
        Report report = verify(zip);
        assertThat(ids(report, Outcome.FAIL)).isEmpty();
        assertThat(ids(report, Outcome.NOT_CHECKED)).containsExactly("outside-checkpoint", "publication-stamped");
        assertThat(report.check("receipts-signed-by-device").orElseThrow().detail())
                .startsWith("1 of 1");
        assertThat(ids(report, Outcome.PASS)).contains("verdict-recomputed", "originals-by-hash");
        Map<String, byte[]> files = Unzipped.of(zip);
        assertThat(files.keySet())
                .filteredOn(name -> name.startsWith("receipts/"))
                .hasSize(1);
        assertThat(files).containsKey("devices/D-009.pem");
        String kept = "evidence/files/" + Digest.of(log).hex();
        assertThat(files.get(kept)).isEqualTo(log);
        assertThat(swapped(files, kept)).contains("originals-by-hash", "files-as-listed");
        assertThat(section(files, "exceptions").objects("evidenceOfUnknownKind"))
                .singleElement()
                .satisfies(shown -> assertThat(shown.string("evidence"))
                        .isEqualTo(unknown.payloadDigest().toString()));
    }

    @Test
    void whenTheReaderMayNotExportThenNothingIsSaid() {
        assertThat(api.get("ce.one", Factory.releasePath("3.1.1") + "/dossier").status())
                .isIn(403, 404);
        assertThat(api.get("insp.one", Factory.releasePath("9.9.9") + "/dossier")
                        .status())
                .isEqualTo(404);
    }
}
