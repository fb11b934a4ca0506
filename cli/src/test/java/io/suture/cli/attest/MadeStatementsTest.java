package io.suture.cli.attest;

import static org.assertj.core.api.Assertions.assertThat;

import io.suture.cli.api.FakeServer;
import io.suture.cli.api.FakeServer.Answer;
import io.suture.cli.session.TestRun;
import io.suture.cli.session.TestRun.Result;
import io.suture.trust.attest.Predicate;
import io.suture.trust.attest.StandardPredicate;
import io.suture.trust.attest.Statement;
import io.suture.trust.attest.ValidationRun;
import io.suture.trust.digest.Digest;
import io.suture.trust.dsse.Envelope;
import io.suture.trust.json.JsonObject;
import io.suture.trust.release.Artifact;
import io.suture.trust.release.Compatibility;
import io.suture.trust.release.InstallRules;
import io.suture.trust.release.Manifest;
import io.suture.trust.release.ReleaseId;
import io.suture.trust.release.ReleaseKind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Statements made of reports, logs and bills of materials. */
class MadeStatementsTest {

    private static final String BASE = "/api/v1/manufacturers/exm";
    private static final String RELEASE = BASE + "/releases/GW2/3.1.1";
    private static final byte[] PAYLOAD = {1, 2, 3};
    private static final String REPORT =
            "<testsuite timestamp=\"2026-11-20T12:00:00\" time=\"60\"><testcase name=\"TC-1 a\"/>%s</testsuite>";

    @TempDir
    private Path folder;

    private FakeServer server;
    private Path profile;
    private Path payload;

    @BeforeEach
    void start() throws IOException {
        server = new FakeServer();
        profile = server.profile(folder, "vv.one", FakeServer.key());
        payload = Files.write(folder.resolve("gw2.bin"), PAYLOAD);
        bill("{\"name\":\"fda:softwareLevelOfSupport\",\"value\":\"actively maintained\"}");
        server.on("POST " + RELEASE + "/evidence", 201, "{}");
        server.on("GET " + RELEASE + "/evidence", 200, "");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private void bill(String properties) {
        byte[] sbom =
                ("{\"bomFormat\":\"CycloneDX\",\"specVersion\":\"1.6\",\"metadata\":{\"component\":{\"name\":\"gw2\","
                                + "\"hashes\":[{\"alg\":\"SHA-256\",\"content\":\""
                                + Digest.of(PAYLOAD).hex()
                                + "\"}]}},\"components\":[{\"name\":\"log4j\",\"version\":\"2\",\"properties\":["
                                + properties
                                + "]}]}")
                        .getBytes(StandardCharsets.UTF_8);
        server.on(
                "GET " + RELEASE + "/manifest",
                request -> new Answer(200, manifest(sbom).toJson()));
        server.on("GET " + RELEASE + "/sbom", request -> new Answer(200, sbom));
    }

    @Test
    void whenReportsPassThenTheRunIsAcceptedAndTheReportUploadedOnce() throws IOException {
        Path report = report("");
        String file = BASE + "/evidence-files/"
                + Digest.of(Files.readAllBytes(report)).hex();
        server.on("PUT " + file, 201, "{}");
        Result result = junit(report);
        assertThat(result.err()).isEmpty();
        assertThat(result.exitCode()).isZero();
        assertThat(server.lines()).contains("HEAD " + file, "PUT " + file);
        ValidationRun run = (ValidationRun) Predicate.of(sent());
        assertThat(run.accepted()).isTrue();
        assertThat(run.testedBuild()).isEqualTo(Digest.of(PAYLOAD));
        assertThat(run.startedAt()).isEqualTo("2026-11-20T12:00:00Z");
        assertThat(run.finishedAt()).isEqualTo("2026-11-20T12:01:00Z");
        assertThat(run.details().files()).singleElement().satisfies(named -> {
            assertThat(named.name()).isEqualTo("report.xml");
            assertThat(named.mediaType()).isEqualTo("application/xml");
        });

        server.on("HEAD " + file, 200, "");
        assertThat(junit(report).exitCode()).isZero();
        assertThat(server.lines()).containsOnlyOnce("PUT " + file);
    }

    @Test
    void whenATestFailsThenTheRunIsSignedAsNotAccepted() throws IOException {
        Path report = report("<testcase name=\"TC-2 b\"><failure message=\"truncated\"/></testcase>");
        server.on(
                "HEAD " + BASE + "/evidence-files/"
                        + Digest.of(Files.readAllBytes(report)).hex(),
                200,
                "");
        Result result = junit(report);
        assertThat(result.exitCode()).isZero();
        assertThat(result.out()).contains("conclusion not-accepted");
        ValidationRun run = (ValidationRun) Predicate.of(sent());
        assertThat(run.accepted()).isFalse();
        assertThat(run.deviations().objects().getFirst().string("observed")).isEqualTo("failed: truncated");
    }

    @Test
    void whenReportHasADocumentTypeThenNothingIsSent() throws IOException {
        Path report = Files.writeString(
                folder.resolve("report.xml"), "<!DOCTYPE t [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><testsuite/>");
        Result result = junit(report);
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(server.lines()).isEmpty();
    }

    @Test
    void whenTheBillIsCompleteThenAReferenceToItIsSigned() {
        assertThat(suture("attest", "sbom", "GW2/3.1.1").exitCode()).isZero();
        StandardPredicate reference = (StandardPredicate) Predicate.of(sent());
        JsonObject named = reference.json().objects("references").getFirst();
        assertThat(named.object("annotations").integer("components")).isEqualTo(1);
        assertThat(named.string("name")).isEqualTo("sbom.cdx.json");
    }

    @Test
    void whenAComponentHasNoLevelOfSupportThenAReasonIsNeededAndStays() {
        bill("");
        Result refused = suture("attest", "sbom", "GW2/3.1.1");
        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.err()).contains("log4j 2", "--allow-missing-support");
        assertThat(suture("attest", "sbom", "GW2/3.1.1", "--allow-missing-support", "supplier asked")
                        .exitCode())
                .isZero();
        JsonObject named = ((StandardPredicate) Predicate.of(sent()))
                .json()
                .objects("references")
                .getFirst();
        assertThat(named.object("annotations").string("missingSupportAllowedBecause"))
                .isEqualTo("supplier asked");
    }

    @Test
    void whenTheServerSendsAnotherBillThenNothingIsSigned() {
        server.on("GET " + RELEASE + "/sbom", 200, "{}");
        assertThat(suture("attest", "sbom", "GW2/3.1.1").err()).contains("not the bill of materials");
        assertThat(server.lines()).doesNotContain("POST " + RELEASE + "/evidence");
    }

    @Test
    void whenAnUnsignedStatementIsImportedThenItIsSignedAndOneAboutSomethingElseIsNot() throws IOException {
        byte[] sbom = "x".getBytes(StandardCharsets.UTF_8);
        Manifest manifest = manifest(sbom);
        server.on("GET " + RELEASE + "/manifest", request -> new Answer(200, manifest.toJson()));
        Path good = statement("good.json", manifest.digest());
        assertThat(suture("attest", "import", "GW2/3.1.1", good.toString()).exitCode())
                .isZero();
        assertThat(sent().predicateType()).isEqualTo("https://example.org/other/v1");
        Path bad = statement("bad.json", Digest.of(sbom));
        assertThat(suture("attest", "import", "GW2/3.1.1", bad.toString()).exitCode())
                .isEqualTo(1);
    }

    @Test
    void whenAnEvidenceFileIsFetchedThenOnlyTheRightBytesAreKept() {
        String hex = Digest.of(PAYLOAD).hex();
        Path out = folder.resolve("fetched");
        server.on("GET " + BASE + "/evidence-files/" + hex, request -> new Answer(200, new byte[] {7}));
        Result wrong = suture("evidence", "download", hex, "--out", out.toString());
        assertThat(wrong.exitCode()).isEqualTo(1);
        assertThat(out).doesNotExist();
        server.on("GET " + BASE + "/evidence-files/" + hex, request -> new Answer(200, PAYLOAD));
        assertThat(suture("evidence", "download", "sha256:" + hex, "--out", out.toString())
                        .exitCode())
                .isZero();
        assertThat(out).hasBinaryContent(PAYLOAD);
    }

    private Path statement(String name, Digest about) throws IOException {
        return Files.writeString(
                folder.resolve(name),
                "{\"_type\":\"https://in-toto.io/Statement/v1\",\"subject\":[{\"name\":\"manifest.json\",\"digest\":"
                        + "{\"sha256\":\"" + about.hex() + "\"}}],\"predicateType\":\"https://example.org/other/v1\","
                        + "\"predicate\":{\"a\":1}}");
    }

    private Path report(String more) throws IOException {
        return Files.writeString(folder.resolve("report.xml"), REPORT.formatted(more));
    }

    private Result junit(Path report) throws IOException {
        Path map = Files.writeString(folder.resolve("map.json"), "{\"TC-1\":[\"TC-1*\"]}");
        return suture(
                "attest",
                "junit",
                "GW2/3.1.1",
                report.toString(),
                "--protocol",
                "VP-1",
                "--revision",
                "A",
                "--run",
                "VR-1",
                "--payload",
                payload.toString(),
                "--equipment",
                "RIG-7=2026-12-31",
                "--map",
                map.toString());
    }

    private Result suture(String... words) {
        return new TestRun().with("SUTURE_PROFILE", profile.toString()).run((Object[]) words);
    }

    private Statement sent() {
        return server.requests().stream()
                .filter(request -> request.line().equals("POST " + RELEASE + "/evidence"))
                .map(request -> Statement.parse(Envelope.parse(request.body()).payload()))
                .reduce((first, last) -> last)
                .orElseThrow();
    }

    private static Manifest manifest(byte[] sbom) {
        return new Manifest(
                new ReleaseId("GW2", "3.1.1"),
                17,
                ReleaseKind.ROUTINE,
                List.of("CVE-2021-44228"),
                new Compatibility(List.of("09521234000044"), List.of("VM"), List.of()),
                new InstallRules("a-b", true, 6),
                List.of(new Artifact("gw2.bin", PAYLOAD.length, Digest.of(PAYLOAD))),
                new Artifact("sbom.cdx.json", sbom.length, Digest.of(sbom)));
    }
}
