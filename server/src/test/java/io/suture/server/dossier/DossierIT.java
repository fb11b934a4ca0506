package io.suture.server.dossier;

import static org.assertj.core.api.Assertions.assertThat;

import io.suture.server.testing.Api;
import io.suture.server.testing.Factory;
import io.suture.server.testing.TestDatabase;
import io.suture.server.testing.TestPki;
import io.suture.server.testing.TestServer;
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
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
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

    private static Map<String, byte[]> files(byte[] zip) throws IOException {
        Map<String, byte[]> files = new HashMap<>();
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                files.put(entry.getName(), in.readAllBytes());
            }
        }
        return files;
    }

    private Report verify(byte[] zip) {
        PackageArchive archive = PackageArchive.read(ArchiveBytes.of(zip), ArchiveLimits.DEFAULT);
        return EvidencePackage.verify(archive, new Given(Optional.of(factory.root()), Optional.empty(), Instant.now()));
    }

    private static List<String> ids(Report report, Outcome outcome) {
        return report.checks().stream()
                .filter(check -> check.outcome() == outcome)
                .map(Check::id)
                .toList();
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
    void whenTheReleaseIsPublishedThenEverythingIsThereAndVerifies() throws IOException {
        byte[] zip = export("insp.one", "3.1.1");
        Report report = verify(zip);
        assertThat(report.checks()).isNotEmpty().noneMatch(check -> check.outcome() == Outcome.FAIL);
        Map<String, byte[]> files = files(zip);
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
        Map<String, byte[]> files = files(export("qa.one", "3.1.1"));
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
    void whenTheReleaseIsADraftThenItsDossierSaysWhatThereIsNot() throws IOException {
        api.post("re.one", Factory.BASE + "/releases", Factory.object("product", "GW2", "version", "3.9.0"))
                .expect(201);
        byte[] zip = export("insp.one", "3.9.0");
        Report report = verify(zip);
        assertThat(ids(report, Outcome.FAIL)).isEmpty();
        assertThat(ids(report, Outcome.NOT_CHECKED)).contains("manifest-recorded", "release-published");
        assertThat(section(files(zip), "cover").string("stateAtExport")).isEqualTo("draft");
    }

    @Test
    void whenSigningWasRefusedThenTheDossierShowsTheAttempt() throws IOException {
        factory.submitted(api, "3.9.1", 18, "refused".getBytes());
        post("re.one", "3.9.1", "signing", JsonObject.EMPTY, 409);
        post("qa.one", "3.9.1", "rejection", Factory.object("reason", "no evidence"), 200);
        byte[] zip = export("insp.one", "3.9.1");
        assertThat(ids(verify(zip), Outcome.FAIL)).isEmpty();
        JsonObject exceptions = section(files(zip), "exceptions");
        assertThat(exceptions.objects("refusedAttempts"))
                .anyMatch(attempt -> attempt.string("kind").equals("release.refused"));
        assertThat(section(files(zip), "summary").strings("openPoints")).isNotEmpty();
    }

    @Test
    void whenTheReleaseIsWithdrawnThenItsDossierIsStillWhole() throws IOException {
        published("3.9.2", 19);
        post("qa.one", "3.9.2", "withdrawal", Factory.object("reason", "field problem"), 200);
        byte[] zip = export("insp.one", "3.9.2");
        Report report = verify(zip);
        assertThat(ids(report, Outcome.FAIL)).isEmpty();
        assertThat(report.check("release-published").orElseThrow().outcome()).isEqualTo(Outcome.PASS);
        assertThat(report.check("manifest-in-metadata").orElseThrow().outcome()).isEqualTo(Outcome.NOT_CHECKED);
        assertThat(section(files(zip), "audit-trail").objects("trail"))
                .anyMatch(entry -> entry.string("kind").equals("release.withdrawn")
                        && entry.object("detail").string("from").equals("published"));
    }

    /** What differs is the export: its time, the earlier export in the log, and what is made of these. */
    @Test
    void whenExportedTwiceFromOneStateThenOnlyTheExportDiffers() throws IOException {
        published("3.9.3", 20);
        Map<String, byte[]> first = files(export("insp.one", "3.9.3"));
        Map<String, byte[]> second = files(export("insp.one", "3.9.3"));
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

    @Test
    void whenTheReaderMayNotExportThenNothingIsSaid() {
        assertThat(api.get("ce.one", Factory.releasePath("3.1.1") + "/dossier").status())
                .isIn(403, 404);
        assertThat(api.get("insp.one", Factory.releasePath("9.9.9") + "/dossier")
                        .status())
                .isEqualTo(404);
    }
}
