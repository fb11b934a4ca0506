package io.suture.server.release;

import static io.suture.server.testing.Drafts.path;
import static io.suture.server.testing.Drafts.payload;
import static io.suture.server.testing.Drafts.sbom;
import static org.assertj.core.api.Assertions.assertThat;

import io.suture.server.blob.BlobStore;
import io.suture.server.testing.ApiCalls;
import io.suture.server.testing.Drafts;
import io.suture.server.testing.ExampleFolder;
import io.suture.server.testing.Reply;
import io.suture.server.testing.RunningServer;
import io.suture.server.testing.Sboms;
import io.suture.trust.digest.Digest;
import io.suture.trust.json.JsonObject;
import io.suture.trust.pki.TlsContexts;
import io.suture.trust.release.ReleaseId;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** Uploads and submission: reliability.md B2, B4, B5, B10 and the limits. */
@Execution(ExecutionMode.SAME_THREAD) // one server for all of these
class UploadIT {

    private static final int LIMIT = 4 * 1024 * 1024;

    private final RunningServer server = RunningServer.get();
    private final ApiCalls api = server.api();
    private final Drafts drafts = new Drafts(api);
    private final BlobStore blobs = server.bean(BlobStore.class);

    @Test
    void whenFileIsUploadedThenItsDigestIsAnsweredAndItsBytesAreStored() {
        ReleaseId id = drafts.create();
        Digest digest = Digest.of(payload(id));
        Reply reply = drafts.upload(id, "firmware.bin", payload(id), "X-Content-SHA256", digest.hex());
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.json().string("sha256")).isEqualTo(digest.hex());
        StepVerifier.create(blobs.verify(digest)).expectNext(true).verifyComplete();
    }

    @Test
    void whenDigestDiffersThenNothingIsStored() throws IOException {
        ReleaseId id = drafts.create();
        Reply reply = drafts.upload(id, "firmware.bin", payload(id), "X-Content-SHA256", "00".repeat(32));
        assertThat(reply.status()).isEqualTo(422);
        assertThat(reply.problem()).isEqualTo("digest-mismatch");
        assertThat(reply.json().string("actual"))
                .isEqualTo(Digest.of(payload(id)).toString());
        StepVerifier.create(blobs.length(Digest.of(payload(id)))).verifyComplete();
        assertNoUploadLeft();
    }

    @Test
    void whenFileHasTheLimitThenItIsTakenAndOneByteMoreIsNot() {
        ReleaseId id = drafts.create();
        assertThat(drafts.upload(id, "limit.bin", new byte[LIMIT]).status()).isEqualTo(200);
        Reply more = drafts.upload(id, "more.bin", new byte[LIMIT + 1]);
        assertThat(more.problem()).isEqualTo("too-large");
        assertThat(more.status()).isEqualTo(413);
    }

    @Test
    void whenFileWithoutAnnouncedLengthIsTooLargeThenItIsRefusedAndTemporariesAreGone() throws IOException {
        ReleaseId id = drafts.create();
        Reply reply = api.put(
                "re.one",
                path(id, "/files/more.bin"),
                BodyPublishers.fromPublisher(BodyPublishers.ofByteArray(new byte[LIMIT + 1])));
        assertThat(reply.problem()).isEqualTo("too-large");
        assertNoUploadLeft();
    }

    @Test
    void whenConnectionEndsBeforeTheAnnouncedLengthThenNothingIsLeft() throws Exception {
        ReleaseId id = drafts.create();
        String head = "PUT " + path(id, "/files/cut.bin") + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
                + api.token("re.one") + "\r\nContent-Type: application/octet-stream\r\nContent-Length: 1000000\r\n\r\n";
        cutOff(head, new byte[600_000]);
        assertNoUploadLeft();
        assertThat(files(id)).isEmpty();
    }

    @Test
    void whenChunkedBodyHasNoEndThenNothingIsLeft() throws Exception {
        ReleaseId id = drafts.create();
        String head = "PUT " + path(id, "/files/cut.bin") + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
                + api.token("re.one")
                + "\r\nContent-Type: application/octet-stream\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n";
        cutOff(head, "abcde\r\n".getBytes(StandardCharsets.US_ASCII));
        assertNoUploadLeft();
        assertThat(files(id)).isEmpty();
    }

    /** The paths are of a name that the controller refuses, one that the firewall rejects, and a request that succeeds. */
    @ParameterizedTest
    @CsvSource({
        "PUT, /files/.hidden, 400",
        "PUT, /files/a%00b, 400",
        "POST, /publication, 409",
        "GET, '', 200",
    })
    void whenABodyThatNobodyReadsComesLateThenTheConnectionServesTheNextRequest(
            String method, String resource, int status) throws IOException {
        ReleaseId id = drafts.create();
        String answers = twoAnswers(method + " " + path(id, resource), "abcde", path(id, "/blockers"));
        assertThat(answers).startsWith("HTTP/1.1 " + status + " ").contains("HTTP/1.1 200", "not-submitted");
    }

    @Test
    void whenABodyWasReadThenTheConnectionIsKept() throws IOException {
        ReleaseId id = drafts.create();
        String again = "{\"product\":\"" + id.product() + "\",\"version\":\"" + id.version() + "\"}";
        String answers = twoAnswers("POST /api/v1/manufacturers/exm/releases", again, path(id, "/blockers"));
        assertThat(answers).startsWith("HTTP/1.1 409 ").contains("HTTP/1.1 200", "not-submitted");
    }

    /** Sends a body only after its head, and a second request after that. */
    private String twoAnswers(String first, String body, String second) throws IOException {
        String authorization = "Host: localhost\r\nAuthorization: Bearer " + api.token("re.one") + "\r\n";
        String head = first + " HTTP/1.1\r\n" + authorization + "Content-Type: "
                + (first.startsWith("PUT") ? "application/octet-stream" : "application/json") + "\r\nContent-Length: "
                + body.length() + "\r\n\r\n";
        String next = "GET " + second + " HTTP/1.1\r\n" + authorization + "\r\n";
        try (SSLSocket socket = connect()) {
            socket.setSoTimeout(60_000);
            socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().flush();
            socket.getOutputStream().write((body + next).getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().flush();
            return readUntil(socket.getInputStream(), "not-submitted");
        }
    }

    private static String readUntil(InputStream in, String last) throws IOException {
        StringBuilder text = new StringBuilder();
        for (int next = in.read(); next >= 0 && text.indexOf(last) < 0; next = in.read()) {
            text.append((char) next);
        }
        return text.toString();
    }

    private SSLSocket connect() throws IOException {
        return (SSLSocket) TlsContexts.client(ExampleFolder.serverCa(), null)
                .getSocketFactory()
                .createSocket("localhost", api.uri("/").getPort());
    }

    private void cutOff(String head, byte[] body) throws IOException {
        try (SSLSocket socket = connect();
                OutputStream out = socket.getOutputStream()) {
            out.write(head.getBytes(StandardCharsets.US_ASCII));
            out.write(body);
            out.flush();
        }
    }

    @Test
    void whenTwoUploadTheSameFileThenOneWinsWhole() {
        ReleaseId id = drafts.create();
        List<byte[]> contents = IntStream.range(0, 6)
                .mapToObj(i -> String.valueOf((char) ('a' + i)).repeat(200_000).getBytes(StandardCharsets.US_ASCII))
                .toList();
        List<Integer> statuses = contents.stream()
                .map(bytes -> CompletableFuture.supplyAsync(
                        () -> drafts.upload(id, "race.bin", bytes).status()))
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .toList();
        assertThat(statuses).containsOnly(200);
        assertThat(files(id)).hasSize(1);
        assertThat(contents.stream().map(bytes -> Digest.of(bytes).hex()))
                .contains(files(id).getFirst().string("sha256"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "..%2Fx",
                "%2Fetc%2Fpasswd",
                "a%00b",
                ".hidden",
                "manifest.json",
                "evidence.jsonl",
                "a%5Cb",
                "x;y",
                "%E2%80%AEx"
            })
    void whenNameIsNotSafeThenItIsRefused(String name) {
        assertThat(drafts.upload(drafts.create(), name, new byte[] {1}).status())
                .isIn(400, 404);
    }

    @Test
    void whenReleaseBelongsToAnotherManufacturerThenItDoesNotExist() {
        ReleaseId id = drafts.create();
        assertThat(api.put("sec.one", path(id, "/files/a.bin"), BodyPublishers.ofString("x"))
                        .status())
                .isEqualTo(404);
    }

    @Test
    void whenManifestDescribesTheFilesThenTheReleaseIsSubmittedAndFrozen() {
        ReleaseId id = drafts.submit();
        assertThat(api.get("qa.one", path(id, "")).json().string("state")).isEqualTo("submitted");
        assertThat(api.get("qa.one", path(id, "/manifest")).body())
                .isEqualTo(Drafts.manifest(id).toJson());
        Reply late = drafts.upload(id, "late.bin", new byte[] {1});
        assertThat(late.status()).isEqualTo(409);
        assertThat(late.problem()).isEqualTo("illegal-transition");
        assertThat(late.json().string("state")).isEqualTo("submitted");
    }

    @Test
    void whenManifestDiffersFromTheFilesThenEachDifferenceIsNamed() {
        ReleaseId id = drafts.create();
        drafts.upload(id, "firmware.bin", "other bytes".getBytes(StandardCharsets.UTF_8));
        drafts.upload(id, "extra.bin", sbom(id));
        Reply reply =
                api.post("re.one", path(id, "/submission"), Drafts.manifest(id).toJson());
        assertThat(reply.status()).isEqualTo(422);
        assertThat(reply.json().strings("differences"))
                .containsExactly(
                        "firmware.bin was uploaded with other bytes",
                        "sbom.cdx.json was not uploaded",
                        "extra.bin was uploaded but is not in it");
    }

    @Test
    void whenBillOfMaterialsIsOfAnotherBuildThenTheSubmissionIsRefusedAndTheDraftStays() {
        ReleaseId id = drafts.create();
        JsonObject problem = refusedWith(id, Sboms.of(Digest.of(new byte[] {7})));
        assertThat(problem.string("code")).isEqualTo("payload-not-described");
        assertThat(problem.string("payload")).isEqualTo("firmware.bin");
        assertThat(problem.string("sha256")).isEqualTo(Digest.of(payload(id)).hex());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "not JSON",
                "<bom xmlns='http://cyclonedx.org/schema/bom/1.6'/>",
                "{\"bomFormat\":\"CycloneDX\",\"specVersion\":\"1.7\"}",
                "{}"
            })
    void whenBillOfMaterialsCannotBeReadThenTheSubmissionIsRefused(String sbom) {
        JsonObject problem = refusedWith(drafts.create(), sbom.getBytes(StandardCharsets.UTF_8));
        assertThat(problem.string("code")).isEqualTo("sbom-unreadable");
        assertThat(problem.string("explain")).isNotBlank();
    }

    private JsonObject refusedWith(ReleaseId id, byte[] sbom) {
        drafts.upload(id, "firmware.bin", payload(id));
        drafts.upload(id, "sbom.cdx.json", sbom);
        Reply reply = api.post(
                "re.one", path(id, "/submission"), Drafts.manifest(id, sbom).toJson());
        assertThat(reply.status()).as(reply.text()).isEqualTo(422);
        assertThat(reply.problem()).isEqualTo("sbom-refused");
        assertThat(api.get("re.one", path(id, "")).json().string("state")).isEqualTo("draft");
        return reply.json().objects("problems").getFirst();
    }

    @Test
    void whenReleaseIsSubmittedThenItsBillOfMaterialsIsReadAsAnAttachment() {
        ReleaseId id = drafts.create();
        assertThat(api.get("qa.one", path(id, "/sbom")).status()).isEqualTo(404);
        ReleaseId submitted = drafts.submit();
        Reply reply = api.get("qa.one", path(submitted, "/sbom"));
        assertThat(reply.body()).isEqualTo(sbom(submitted));
        assertThat(reply.headers().firstValue("content-disposition").orElse("")).startsWith("attachment");
        assertThat(api.get("sec.one", path(submitted, "/sbom")).status()).isEqualTo(404);
    }

    @Test
    void whenManifestIsNotCanonicalThenItIsRefused() {
        ReleaseId id = drafts.create();
        byte[] spaced = (" " + new String(Drafts.manifest(id).toJson(), StandardCharsets.UTF_8))
                .getBytes(StandardCharsets.UTF_8);
        Reply reply = api.post("re.one", path(id, "/submission"), spaced);
        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.problem()).isEqualTo("malformed-document");
    }

    @Test
    void whenManifestIsTooLargeThenItIsRefused() {
        assertThat(api.post("re.one", path(drafts.create(), "/submission"), new byte[256 * 1024 + 1])
                        .status())
                .isEqualTo(413);
    }

    @Test
    void whenActionIsIllegalThenItIsRefusedAndLogged() {
        ReleaseId id = drafts.create();
        for (String action : List.of("suspension", "resumption")) {
            Reply reply = api.post("re.one", path(id, "/" + action), RunningServer.reason("because"));
            assertThat(reply.status()).isEqualTo(409);
            assertThat(reply.problem()).isEqualTo("illegal-transition");
        }
        server.execute("do $$ begin assert (select count(*) from audit_event e join audit_fact f on f.event_id = e.id"
                + " where e.kind = 'release.refused' and f.facts @> array['release="
                + id + "']) = 2; end $$");
    }

    @Test
    void whenReleaseIsRejectedThenItEndsAndSaysWhy() {
        ReleaseId id = drafts.create();
        assertThat(api.post("qa.one", path(id, "/rejection"), RunningServer.reason("wrong build"))
                        .status())
                .isEqualTo(200);
        JsonObject step =
                api.get("re.one", path(id, "")).json().objects("history").getFirst();
        assertThat(step.string("to")).isEqualTo("rejected");
        assertThat(step.string("reason")).isEqualTo("wrong build");
        assertThat(step.string("actor")).isEqualTo("qa.one");
    }

    private List<JsonObject> files(ReleaseId id) {
        return api.get("re.one", path(id, "")).json().objects("files");
    }

    /** The server notices a broken connection a moment later. */
    private void assertNoUploadLeft() throws IOException {
        Path uploads = server.dataDir().resolve("uploads");
        Mono<Boolean> empty = Mono.fromCallable(() -> {
            try (Stream<Path> files = Files.list(uploads)) {
                return files.findAny().isEmpty();
            }
        });
        StepVerifier.create(empty.filter(gone -> gone)
                        .repeatWhenEmpty(500, again -> again.delayElements(Duration.ofMillis(20))))
                .expectNext(true)
                .verifyComplete();
    }
}
