package io.suture.cli.attest;

import static org.assertj.core.api.Assertions.assertThat;

import io.suture.cli.api.FakeServer;
import io.suture.cli.api.FakeServer.Answer;
import io.suture.cli.session.TestRun;
import io.suture.cli.session.TestRun.Result;
import io.suture.trust.attest.Authorship;
import io.suture.trust.attest.Predicate;
import io.suture.trust.attest.QualityApproval;
import io.suture.trust.attest.Statement;
import io.suture.trust.digest.Digest;
import io.suture.trust.dsse.Envelope;
import io.suture.trust.gate.People;
import io.suture.trust.gate.Person;
import io.suture.trust.gate.PersonKey;
import io.suture.trust.gate.ReleasePolicy;
import io.suture.trust.json.Json;
import io.suture.trust.json.JsonObject;
import io.suture.trust.key.SoftwareSigner;
import io.suture.trust.release.Artifact;
import io.suture.trust.release.Compatibility;
import io.suture.trust.release.InstallRules;
import io.suture.trust.release.Manifest;
import io.suture.trust.release.ReleaseId;
import io.suture.trust.release.ReleaseKind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AttestTest {

    private static final String RELEASE = "/api/v1/manufacturers/exm/releases/GW2/3.1.1";
    private static final byte[] PAYLOAD = {1, 2, 3};

    @TempDir
    private Path folder;

    private final SoftwareSigner key = FakeServer.key();
    private final SoftwareSigner authorKey = FakeServer.key();
    private final Manifest manifest = manifest("3.1.1");
    private FakeServer server;
    private Path profile;

    @BeforeEach
    void start() throws IOException {
        server = new FakeServer();
        profile = server.profile(folder, "qa.one", key);
        server.on("GET " + RELEASE + "/manifest", request -> new Answer(200, manifest.toJson()));
        server.on("POST " + RELEASE + "/evidence", 201, "{}");
        evidence(authorship(manifest));
        opened(manifest, authorship(manifest));
        server.on("POST /api/v1/step-up", 201, "{\"method\":\"signed-assertion\",\"at\":\"2026-01-01T00:00:00Z\"}");
        server.on("POST " + RELEASE + "/approvals/A-1/signature", 201, "{}");
    }

    private void opened(Manifest frozen, Envelope... evidence) {
        JsonObject opened = JsonObject.builder()
                .put("id", "A-1")
                .put("manifest", frozen.digest().toString())
                .putStrings(
                        "evidence",
                        Stream.of(evidence)
                                .map(envelope -> envelope.payloadDigest().toString())
                                .toList())
                .build();
        server.on("POST " + RELEASE + "/approvals", request -> new Answer(201, Json.compact(opened)));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void whenAttestedThenTheStatementIsAboutTheManifestAndSignedByThePerson() throws IOException {
        Result result = attest("authorship", "{\"change\":\"log4j 2.17.1\"}");
        assertThat(result.err()).isEmpty();
        assertThat(result.out()).contains(manifest.digest().toString(), "gw2.bin");
        Envelope sent = sent();
        assertThat(sent.verifiedBy(List.of(key.publicKey()))).hasSize(1);
        Statement statement = Statement.parse(sent.payload());
        assertThat(statement.isAbout(manifest.digest())).isTrue();
        assertThat(Predicate.of(statement)).isInstanceOfSatisfying(Authorship.class, authorship -> {
            assertThat(authorship.signature().signedBy()).isEqualTo("qa.one");
            assertThat(authorship.signature().printedName()).isEqualTo("Quality Approver One");
            assertThat(authorship.signature().signedAt()).isEqualTo(TestRun.NOW);
        });
    }

    @Test
    void whenThePredicateNamesAnotherPersonThenItIsRefused() throws IOException {
        Result result = attest("authorship", "{\"change\":\"x\",\"signedBy\":\"re.one\"}");
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err()).contains("signedBy is not qa.one");
        assertNothingSent();
    }

    @Test
    void whenThePredicateIsMalformedThenItIsRefusedBeforeItIsSigned() throws IOException {
        assertThat(attest("risk-assessment", "{\"id\":\"RA-1\"}").exitCode()).isEqualTo(1);
        assertThat(attest("authorship", "{").exitCode()).isEqualTo(2);
        assertNothingSent();
    }

    @Test
    void whenTheNameIsUnknownThenTheCommandLineIsWrong() throws IOException {
        assertThat(attest("horoscope", "{}").exitCode()).isEqualTo(2);
        assertThat(attest("quality-approval", "{}").err()).contains("suture approve");
    }

    @Test
    void whenTheTestedFileIsNoPayloadThenItIsRefused() throws IOException {
        Path good = Files.write(folder.resolve("gw2.bin"), PAYLOAD);
        assertThat(attest("authorship", "{\"change\":\"x\"}", "--payload", good).exitCode())
                .isZero();
        Path bad = Files.write(folder.resolve("other.bin"), new byte[] {9});
        assertThat(attest("authorship", "{\"change\":\"x\"}", "--payload", bad).err())
                .contains("not in the manifest");
    }

    @Test
    void whenTheServerSendsAnotherManifestThenNothingIsSigned() throws IOException {
        server.on(
                "GET " + RELEASE + "/manifest",
                request -> new Answer(200, manifest("9.9.9").toJson()));
        assertThat(attest("authorship", "{\"change\":\"x\"}").exitCode()).isEqualTo(1);
        assertNothingSent();
    }

    @Test
    void whenApprovedThenManifestAndAllEvidenceSeenAreSigned() {
        Result result = approve(new TestRun(), "--yes");
        assertThat(result.err()).isEmpty();
        Predicate predicate =
                Predicate.of(Statement.parse(sent("/approvals/A-1/signature").payload()));
        assertThat(predicate).isInstanceOfSatisfying(QualityApproval.class, approval -> {
            assertThat(approval.manifest()).isEqualTo(manifest.digest());
            assertThat(approval.evidence()).containsExactly(authorship(manifest).payloadDigest());
            assertThat(approval.role()).isEqualTo("quality-approver");
            assertThat(approval.reason()).isEqualTo("tested");
            assertThat(approval.authentication().method()).isEqualTo("signed-assertion");
        });
    }

    @Test
    void whenTheServerFroseOtherEvidenceThanWasShownThenNothingIsSigned() {
        opened(manifest, authorship(manifest), authorship(manifest("9.9.9")));
        Result result = approve(new TestRun(), "--yes");
        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.err()).contains("changed since it was shown");
        assertNothingSent();
    }

    @Test
    void whenTheServerFroseAnotherManifestThanWasShownThenNothingIsSigned() {
        opened(manifest("9.9.9"), authorship(manifest));
        assertThat(approve(new TestRun(), "--yes").exitCode()).isEqualTo(1);
        assertNothingSent();
    }

    @Test
    void whenSomebodyIsAskedThenOnlyAYesSigns() {
        Result no = approve(new TestRun().answering("no"));
        assertThat(no.exitCode()).isEqualTo(1);
        assertNothingSent();
        assertThat(approve(new TestRun().answering("yes")).exitCode()).isZero();
        assertThat(no.out()).contains(manifest.digest().toString(), "authorship", "Release Engineer One (re.one)");
    }

    @Test
    void whenNobodyCanBeAskedThenAnExplicitYesIsNeeded() {
        Result result = approve(new TestRun());
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err()).contains("--yes");
        assertNothingSent();
    }

    @Test
    void whenEvidenceIsAboutAnotherReleaseThenNothingIsApproved() {
        evidence(authorship(manifest("9.9.9")));
        Result result = approve(new TestRun(), "--yes");
        assertThat(result.err()).contains("not about this manifest");
        assertNothingSent();
    }

    @Test
    void whenThePolicyIsAtHandThenSignaturesAndGateAreShown() throws IOException {
        Path policy = policy(authorKey);
        Result result = approve(new TestRun(), "--yes", "--policy", policy);
        assertThat(result.err()).isEmpty();
        assertThat(result.out()).contains("signature verified", "gate, before this approval", "missing-evidence");
    }

    @Test
    void whenThePolicyIsAtHandAndASignatureIsForgedThenNothingIsApproved() throws IOException {
        Result result = approve(new TestRun(), "--yes", "--policy", policy(FakeServer.key()));
        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.err()).contains("is not signed by re.one");
        assertNothingSent();
    }

    private Path policy(SoftwareSigner author) throws IOException {
        PersonKey owned = new PersonKey(author.publicKey(), Instant.EPOCH, Optional.empty(), Optional.empty());
        Person person = new Person("re.one", "Release Engineer One", Set.of("release-engineer"), List.of(owned));
        Path policy = Files.createDirectories(folder.resolve("policy"));
        Files.write(policy.resolve("people.json"), new People(1, List.of(person)).toJson());
        Files.write(policy.resolve("release.json"), ReleasePolicy.standard().toJson());
        return policy;
    }

    private void assertNothingSent() {
        assertThat(server.lines())
                .noneMatch(
                        line -> line.startsWith("POST") && (line.endsWith("/evidence") || line.endsWith("/signature")));
    }

    private Envelope sent() {
        return sent("/evidence");
    }

    private Envelope sent(String path) {
        return server.requests().stream()
                .filter(request -> request.line().equals("POST " + RELEASE + path))
                .map(request -> Envelope.parse(request.body()))
                .findFirst()
                .orElseThrow();
    }

    private Result attest(String name, String predicate, Object... more) throws IOException {
        Path file = Files.writeString(folder.resolve("predicate.json"), predicate);
        Object[] words = {"attest", name, "GW2/3.1.1", "--predicate", file};
        return new TestRun().with("SUTURE_PROFILE", profile.toString()).run(concat(words, more));
    }

    private Result approve(TestRun run, Object... more) {
        Object[] words = {"approve", "GW2/3.1.1", "--reason", "tested"};
        return run.with("SUTURE_PROFILE", profile.toString()).run(concat(words, more));
    }

    private static Object[] concat(Object[] words, Object[] more) {
        return Stream.of(words, more).flatMap(java.util.Arrays::stream).toArray();
    }

    private void evidence(Envelope... envelopes) {
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        for (Envelope envelope : envelopes) {
            lines.writeBytes(envelope.toJson());
            lines.write('\n');
        }
        server.on("GET " + RELEASE + "/evidence", request -> new Answer(200, lines.toByteArray()));
    }

    private Envelope authorship(Manifest about) {
        JsonObject predicate = Json.parseObject(("{\"signedBy\":\"re.one\",\"printedName\":\"Release Engineer One\","
                        + "\"signedAt\":\"2026-11-20T12:00:00Z\",\"meaning\":\"authorship\",\"change\":\"x\"}")
                .getBytes(java.nio.charset.StandardCharsets.UTF_8));
        Statement statement = new Statement(
                List.of(new io.suture.trust.attest.Subject("manifest.json", about.digest())),
                Authorship.TYPE,
                predicate);
        return Envelope.sign(Statement.PAYLOAD_TYPE, statement.toJson(), authorKey);
    }

    private static Manifest manifest(String version) {
        return new Manifest(
                new ReleaseId("GW2", version),
                17,
                ReleaseKind.ROUTINE,
                List.of("CVE-2021-44228"),
                new Compatibility(List.of("09521234000044"), List.of("VM"), List.of()),
                new InstallRules("a-b", true, 6),
                List.of(new Artifact("gw2.bin", PAYLOAD.length, Digest.of(PAYLOAD))),
                new Artifact("sbom.cdx.json", 2, Digest.of(new byte[] {1})));
    }
}
