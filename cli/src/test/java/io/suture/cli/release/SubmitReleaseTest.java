package io.suture.cli.release;

import static org.assertj.core.api.Assertions.assertThat;

import io.suture.cli.api.FakeServer;
import io.suture.cli.api.FakeServer.Answer;
import io.suture.cli.session.TestRun;
import io.suture.cli.session.TestRun.Result;
import io.suture.trust.digest.Digest;
import io.suture.trust.release.Manifest;
import io.suture.trust.release.ReleaseKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SubmitReleaseTest {

    private static final String RELEASES = "/api/v1/manufacturers/exm/releases";
    private static final String RELEASE = RELEASES + "/GW2/3.1.1";

    @TempDir
    private Path folder;

    private FakeServer server;
    private Path profile;
    private Path payload;
    private Path sbom;

    @BeforeEach
    void start() throws IOException {
        server = new FakeServer();
        profile = server.profile(folder, "re.one", FakeServer.key());
        payload = Files.write(folder.resolve("gw2-3.1.1.bin"), new byte[3_000_000]);
        sbom = folder.resolve("bill.json");
        bill();
        server.on("POST " + RELEASES, 201, "{}");
        server.on("POST " + RELEASE + "/submission", 200, "{}");
        accept("gw2-3.1.1.bin");
        accept("sbom.cdx.json");
    }

    private void bill() throws IOException {
        String hash = Digest.of(Files.readAllBytes(payload)).hex();
        Files.writeString(
                sbom,
                "{\"bomFormat\":\"CycloneDX\",\"specVersion\":\"1.6\",\"components\":[{\"name\":\"gw2\",\"hashes\":"
                        + "[{\"alg\":\"SHA-256\",\"content\":\"" + hash + "\"}]}]}");
    }

    @Test
    void whenTheBillIsOfAnotherBuildThenNothingIsSent() throws IOException {
        Files.write(payload, new byte[] {1});
        Result result = submit();
        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.err()).contains("does not name the SHA-256 of payload gw2-3.1.1.bin");
        assertThat(server.lines()).isEmpty();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void whenSubmittedThenDraftFilesAndManifestArriveInThatOrder() {
        Result result = submit();
        assertThat(result.err()).isEmpty();
        assertThat(result.exitCode()).isZero();
        assertThat(server.lines())
                .containsExactly(
                        "POST /api/v1/token",
                        "GET " + RELEASE,
                        "POST " + RELEASES,
                        "PUT " + RELEASE + "/files/gw2-3.1.1.bin",
                        "PUT " + RELEASE + "/files/sbom.cdx.json",
                        "POST " + RELEASE + "/submission");
    }

    @Test
    void whenSubmittedThenTheManifestIsCanonicalAndSaysWhatTheFilesAre() throws IOException {
        submit();
        Manifest manifest = sentManifest();
        assertThat(manifest.kind()).isEqualTo(ReleaseKind.OUT_OF_CYCLE);
        assertThat(manifest.rollbackIndex()).isEqualTo(17);
        assertThat(manifest.fixes()).containsExactly("CVE-2021-44228", "CVE-2021-43797");
        assertThat(manifest.compatibility().fromVersions()).containsExactly("3.1.0");
        assertThat(manifest.payloads()).singleElement().satisfies(artifact -> {
            assertThat(artifact.name()).isEqualTo("gw2-3.1.1.bin");
            assertThat(artifact.length()).isEqualTo(3_000_000);
            assertThat(artifact.digest()).isEqualTo(Digest.of(Files.readAllBytes(payload)));
        });
        assertThat(manifest.sbom().name()).isEqualTo("sbom.cdx.json");
    }

    @Test
    void whenAFileIsUploadedThenItsDigestGoesWithIt() throws IOException {
        submit();
        FakeServer.Request upload = server.requests().get(3);
        assertThat(upload.body()).isEqualTo(Files.readAllBytes(payload));
        assertThat(upload.headers())
                .containsEntry("x-content-sha256", Digest.of(upload.body()).hex())
                .containsEntry("content-length", "3000000");
    }

    @Test
    void whenADraftIsThereThenOnlyWhatIsMissingIsSent() throws IOException {
        String digest = Digest.of(Files.readAllBytes(payload)).hex();
        server.on(
                "GET " + RELEASE,
                200,
                "{\"state\":\"draft\",\"files\":[{\"name\":\"gw2-3.1.1.bin\",\"length\":3000000,\"sha256\":\"" + digest
                        + "\"}]}");
        assertThat(submit().exitCode()).isZero();
        assertThat(server.lines())
                .containsExactly(
                        "POST /api/v1/token",
                        "GET " + RELEASE,
                        "PUT " + RELEASE + "/files/sbom.cdx.json",
                        "POST " + RELEASE + "/submission");
    }

    @Test
    void whenItIsSubmittedAlreadyThenNothingIsSent() {
        submit();
        byte[] manifest = sentManifest().toJson();
        server.on("GET " + RELEASE, 200, "{\"state\":\"validated\"}");
        server.on("GET " + RELEASE + "/manifest", request -> new Answer(200, manifest));
        int before = server.requests().size();
        Result again = submit();
        assertThat(again.exitCode()).isZero();
        assertThat(again.out()).contains("already validated");
        assertThat(server.lines().subList(before, server.lines().size()))
                .containsExactly("POST /api/v1/token", "GET " + RELEASE, "GET " + RELEASE + "/manifest");
    }

    @Test
    void whenItIsSubmittedAlreadyWithOtherBytesThenItIsRefused() throws IOException {
        submit();
        byte[] manifest = sentManifest().toJson();
        server.on("GET " + RELEASE, 200, "{\"state\":\"published\"}");
        server.on("GET " + RELEASE + "/manifest", request -> new Answer(200, manifest));
        Files.write(payload, new byte[3_000_001]);
        bill();
        Result other = submit();
        assertThat(other.exitCode()).isEqualTo(1);
        assertThat(other.err()).contains("One changed byte is another release");
    }

    @Test
    void whenTheServerStoredOtherBytesThenItIsRefused() {
        server.on(
                "PUT " + RELEASE + "/files/gw2-3.1.1.bin",
                200,
                "{\"name\":\"gw2-3.1.1.bin\",\"length\":3,\"sha256\":\"00\"}");
        assertThat(submit().err()).contains("stored other bytes");
    }

    @Test
    void whenTheServerSendsTheManifestOfAnotherReleaseThenItIsRefused() {
        submit();
        byte[] manifest = sentManifest().toJson();
        server.on("GET " + RELEASES + "/GW2/9.9.9", 200, "{\"state\":\"published\"}");
        server.on("GET " + RELEASES + "/GW2/9.9.9/manifest", request -> new Answer(200, manifest));
        Result result = submit("GW2/9.9.9");
        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.err()).contains("manifest of GW2/3.1.1 instead of GW2/9.9.9");
    }

    private void accept(String name) {
        server.on(
                "PUT " + RELEASE + "/files/" + name,
                request -> Answer.json(
                        200,
                        "{\"name\":\"" + name + "\",\"length\":" + request.body().length + ",\"sha256\":\""
                                + Digest.of(request.body()).hex() + "\"}"));
    }

    private Manifest sentManifest() {
        return server.requests().stream()
                .filter(request -> request.line().endsWith("/submission"))
                .map(request -> Manifest.parse(request.body()))
                .findFirst()
                .orElseThrow();
    }

    private Result submit() {
        return submit("GW2/3.1.1");
    }

    private Result submit(String release) {
        return new TestRun()
                .run(
                        "--profile",
                        profile,
                        "release",
                        "submit",
                        release,
                        "--payload",
                        payload,
                        "--sbom",
                        sbom,
                        "--rollback-index",
                        17,
                        "--kind",
                        "out-of-cycle",
                        "--udi-di",
                        "09521234000044",
                        "--hardware",
                        "VM",
                        "--from",
                        "3.1.0",
                        "--fixes",
                        "CVE-2021-44228,CVE-2021-43797",
                        "--install-minutes",
                        6);
    }
}
