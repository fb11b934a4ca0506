package io.suture.server.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import io.suture.server.testing.ApiCalls;
import io.suture.server.testing.Drafts;
import io.suture.server.testing.ExampleFolder;
import io.suture.server.testing.PolicyRows;
import io.suture.server.testing.Reply;
import io.suture.server.testing.RunningServer;
import io.suture.server.testing.Statements;
import io.suture.trust.attest.Authorship;
import io.suture.trust.attest.Statement;
import io.suture.trust.attest.Subject;
import io.suture.trust.digest.Digest;
import io.suture.trust.dsse.Envelope;
import io.suture.trust.json.JsonObject;
import io.suture.trust.pki.TlsContexts;
import io.suture.trust.release.Manifest;
import io.suture.trust.release.ReleaseId;
import java.io.IOException;
import java.io.OutputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** Evidence files: reliability.md B2, B4, B5, I8 and K3, tenants, and statements that name absent files. */
@Execution(ExecutionMode.SAME_THREAD) // one server for all of these
class EvidenceFileIT {

    private static final int LIMIT = 1024 * 1024;
    private static final String FILES = "/api/v1/manufacturers/exm/evidence-files/";

    private final RunningServer server = RunningServer.get();
    private final ApiCalls api = server.api();
    private final EvidenceFiles files = server.bean(EvidenceFiles.class);

    @Test
    void whenFileIsUploadedThenItIsReadAndAuditedOnceHoweverOftenItComes() {
        byte[] bytes = unique("report ".repeat(30_000));
        assertThat(put(bytes).status()).isEqualTo(201);
        Reply again = put(bytes);
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.json().bool("added")).isFalse();
        assertThat(get("qa.one", bytes).body()).isEqualTo(bytes);
        assertThat(read(bytes)).isEqualTo(bytes);
        assertUploadEvents(bytes, 1);
    }

    /** K3: HTML and SVG never run with the server's origin. */
    @Test
    void whenFileIsHtmlThenItIsAnAttachmentInASandbox() {
        byte[] bytes = unique("<html><script>alert(1)</script></html>");
        put(bytes);
        Reply reply = get("insp.one", bytes);
        assertThat(reply.headers().firstValue("content-type")).contains("application/octet-stream");
        assertThat(reply.headers().firstValue("content-disposition"))
                .hasValueSatisfying(value -> assertThat(value).startsWith("attachment"));
        assertThat(reply.headers().allValues("content-security-policy")).containsExactly("sandbox");
        assertThat(reply.headers().allValues("x-content-type-options")).containsExactly("nosniff");
    }

    @Test
    void whenHeadIsAskedThenOnlyThereAndLengthAreAnswered() {
        byte[] bytes = unique("head");
        assertThat(head(bytes).status()).isEqualTo(404);
        put(bytes);
        Reply there = head(bytes);
        assertThat(there.status()).isEqualTo(200);
        assertThat(there.body()).isEmpty();
        assertThat(there.headers().firstValue("content-length")).contains(String.valueOf(bytes.length));
    }

    /** B5. */
    @Test
    void whenBytesHaveAnotherDigestThenNothingIsLeft() throws IOException {
        byte[] bytes = unique("announced");
        byte[] other = unique("sent");
        Reply reply = api.put("vv.one", path(bytes), BodyPublishers.ofByteArray(other));
        assertThat(reply.status()).isEqualTo(422);
        assertThat(reply.problem()).isEqualTo("digest-mismatch");
        assertThat(head(bytes).status()).isEqualTo(404);
        assertThat(head(other).status()).isEqualTo(404);
        assertThat(blob(other)).doesNotExist();
        assertNoUploadLeft();
    }

    @Test
    void whenFileHasTheLimitThenItIsTakenAndOneByteMoreIsNot() throws IOException {
        assertThat(put(new byte[LIMIT]).status()).isIn(200, 201);
        byte[] more = new byte[LIMIT + 1];
        assertThat(put(more).problem()).isEqualTo("too-large");
        Reply unannounced =
                api.put("vv.one", path(more), BodyPublishers.fromPublisher(BodyPublishers.ofByteArray(more)));
        assertThat(unannounced.status()).isEqualTo(413);
        assertThat(head(more).status()).isEqualTo(404);
        assertNoUploadLeft();
    }

    @Test
    void whenFileIsEmptyThenItIsAFile() {
        assertThat(put(new byte[0]).status()).isIn(200, 201);
        assertThat(get("vv.one", new byte[0]).body()).isEmpty();
    }

    /** B2. */
    @Test
    void whenManyUploadTheSameFileThenOneRecordIsMade() {
        byte[] bytes = unique("race ".repeat(40_000));
        List<CompletableFuture<Integer>> uploads = Stream.of("re.one", "vv.one", "qa.one", "psirt.one")
                .map(person -> CompletableFuture.supplyAsync(
                        () -> api.put(person, path(bytes), BodyPublishers.ofByteArray(bytes))
                                .status()))
                .toList();
        assertThat(uploads.stream().map(CompletableFuture::join))
                .containsOnlyOnce(201)
                .containsOnly(200, 201);
        assertThat(get("re.one", bytes).body()).isEqualTo(bytes);
        assertUploadEvents(bytes, 1);
    }

    /** B4. */
    @ParameterizedTest
    @ValueSource(strings = {"Content-Length: 100000", "Transfer-Encoding: chunked"})
    void whenConnectionIsDroppedThenNothingIsLeft(String framing) throws IOException {
        byte[] bytes = unique("cut");
        String head = "PUT " + path(bytes) + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
                + api.token("vv.one") + "\r\nContent-Type: application/octet-stream\r\n" + framing
                + "\r\n\r\n5\r\nabcde\r\n";
        try (SSLSocket socket = (SSLSocket) TlsContexts.client(ExampleFolder.serverCa(), null)
                        .getSocketFactory()
                        .createSocket("localhost", api.uri("/").getPort());
                OutputStream out = socket.getOutputStream()) {
            out.write(head.getBytes(StandardCharsets.US_ASCII));
            out.flush();
        }
        assertNoUploadLeft();
        assertThat(head(bytes).status()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"abc", "..%2F..%2Fetc", "SHA", "%00"})
    void whenNameIsNoDigestThenItIsRefused(String name) {
        String padded = name.equals("SHA") ? "A".repeat(64) : name;
        assertThat(api.put("vv.one", FILES + padded, BodyPublishers.ofString("x"))
                        .status())
                .isIn(400, 404);
        assertThat(api.get("vv.one", FILES + padded).status()).isIn(400, 404);
    }

    @Test
    void whenAnotherManufacturerNamesTheDigestThenThereIsNoSuchFile() {
        byte[] bytes = unique("of exm");
        put(bytes);
        String others = "/api/v1/manufacturers/oth/evidence-files/" + hex(bytes);
        assertThat(api.get("sec.one", others).problem()).isEqualTo("not-found");
        assertThat(api.get("sec.one", path(bytes)).problem()).isEqualTo("not-found");
        assertThat(api.put("sec.one", path(bytes), BodyPublishers.ofByteArray(bytes))
                        .status())
                .isEqualTo(404);
        assertThat(api.put("sec.one", others, BodyPublishers.ofString("a guess"))
                        .problem())
                .isEqualTo("digest-mismatch");
        StepVerifier.create(files.find("oth", Digest.of(bytes))).verifyComplete();
    }

    /** I8: what is damaged on disk is not handed out; the same bytes again repair it. */
    @Test
    void whenStoredBytesAreDamagedThenTheyAreNotServedUntilRepaired() throws IOException {
        byte[] bytes = unique("whole");
        put(bytes);
        Files.writeString(blob(bytes), "damaged");
        assertThat(get("vv.one", bytes).problem()).isEqualTo("payload-corrupt");
        StepVerifier.create(files.read("exm", Digest.of(bytes))).expectError().verify();
        assertThat(put(bytes).status()).isEqualTo(200);
        assertThat(get("vv.one", bytes).body()).isEqualTo(bytes);
    }

    @Test
    void whenTheDayIsFullThenOneMoreFileIsRefusedButAKnownOneIsNot() {
        forgetOthers();
        byte[] known = unique("known");
        assertThat(putAsOther(known).status()).isEqualTo(201);
        fill(1998);
        try {
            assertThat(putAsOther(unique("last")).status()).isEqualTo(201);
            Reply refused = putAsOther(unique("more"));
            assertThat(refused.status()).isEqualTo(429);
            assertThat(refused.json().integer("limit")).isEqualTo(2000);
            assertThat(putAsOther(known).status()).isEqualTo(200);
        } finally {
            forgetOthers();
        }
    }

    /** Other tests of the same server upload too. */
    private void forgetOthers() {
        server.execute("delete from evidence_file where manufacturer = 'oth'");
    }

    private Reply putAsOther(byte[] bytes) {
        String path = "/api/v1/manufacturers/oth/evidence-files/" + hex(bytes);
        return api.put("sec.one", path, BodyPublishers.ofByteArray(bytes));
    }

    private void fill(int count) {
        server.execute("""
                do $$ declare event uuid; begin for i in 1..%d loop
                  event := gen_random_uuid();
                  insert into audit_event (id, manufacturer, kind, time, leaf) values (event, 'test', 'evidence.file-uploaded', now(), '\\x00');
                  insert into evidence_file values ('oth', encode(sha256(event::text::bytea), 'hex'), 1, 'nobody', now(), event);
                end loop; end $$
                """.formatted(count));
    }

    @Test
    void whenStatementNamesAnAbsentFileThenItIsRefusedUntilTheFileIsThere() {
        new PolicyRows(server).put();
        ReleaseId id = new Drafts(api).submit();
        byte[] report = unique("<testsuite/>");
        byte[] statement = naming(Drafts.manifest(id), report).toJson();
        Reply refused = api.post("re.one", Drafts.path(id, "/evidence"), statement);
        assertThat(refused.status()).as(refused.text()).isEqualTo(422);
        assertThat(refused.problem()).isEqualTo("evidence-file-missing");
        assertThat(refused.json().strings("files"))
                .containsExactly(Digest.of(report).toString());
        put(report);
        Reply taken = api.post("re.one", Drafts.path(id, "/evidence"), statement);
        assertThat(taken.status()).as(taken.text()).isEqualTo(201);
    }

    @Test
    void whenStatementNamesTheLimitOfFilesThenEachIsLookedForAndOneMoreIsRefused() {
        new PolicyRows(server).put();
        ReleaseId id = new Drafts(api).submit();
        Manifest manifest = Drafts.manifest(id);
        byte[] limit = naming(manifest, descriptors(EvidenceFileLimits.NAMED)).toJson();
        assertThat(api.post("re.one", Drafts.path(id, "/evidence"), limit).problem())
                .isEqualTo("evidence-file-missing");
        byte[] more =
                naming(manifest, descriptors(EvidenceFileLimits.NAMED + 1)).toJson();
        Reply refused = api.post("re.one", Drafts.path(id, "/evidence"), more);
        assertThat(refused.problem()).isEqualTo("evidence-refused");
        assertThat(refused.json().integer("limit")).isEqualTo(EvidenceFileLimits.NAMED);
    }

    private static List<JsonObject> descriptors(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> descriptor(("file " + i).getBytes(StandardCharsets.UTF_8)))
                .toList();
    }

    private static Envelope naming(Manifest manifest, byte[] file) {
        return naming(manifest, List.of(descriptor(file)));
    }

    private static JsonObject descriptor(byte[] file) {
        return JsonObject.builder()
                .put("name", "report.xml")
                .put("digest", JsonObject.builder().put("sha256", hex(file)).build())
                .put("mediaType", "application/xml")
                .build();
    }

    private static Envelope naming(Manifest manifest, List<JsonObject> files) {
        Authorship claim = new Statements(manifest, Instant.now()).authorship("a change");
        JsonObject predicate = claim.toJson().toBuilder().putAll("files", files).build();
        Statement statement =
                new Statement(List.of(new Subject(Manifest.FILE, manifest.digest())), claim.type(), predicate);
        return Envelope.sign(Statement.PAYLOAD_TYPE, statement.toJson(), ExampleFolder.person("re.one"));
    }

    private Reply put(byte[] bytes) {
        return api.put("vv.one", path(bytes), BodyPublishers.ofByteArray(bytes));
    }

    private Reply get(String person, byte[] bytes) {
        return api.get(person, path(bytes));
    }

    private Reply head(byte[] bytes) {
        return api.send(HttpRequest.newBuilder(api.uri(path(bytes)))
                .header("Authorization", "Bearer " + api.token("vv.one"))
                .HEAD());
    }

    private byte[] read(byte[] bytes) {
        Mono<byte[]> all =
                DataBufferUtils.join(files.read("exm", Digest.of(bytes))).map(EvidenceFileIT::take);
        return all.blockOptional().orElseThrow();
    }

    private static byte[] take(DataBuffer buffer) {
        byte[] bytes = new byte[buffer.readableByteCount()];
        buffer.read(bytes);
        DataBufferUtils.release(buffer);
        return bytes;
    }

    private static String path(byte[] bytes) {
        return FILES + hex(bytes);
    }

    private static String hex(byte[] bytes) {
        return Digest.of(bytes).hex();
    }

    private static byte[] unique(String text) {
        return (UUID.randomUUID() + text).getBytes(StandardCharsets.UTF_8);
    }

    private Path blob(byte[] bytes) {
        return server.dataDir().resolve("blobs/sha256/" + hex(bytes).substring(0, 2) + "/" + hex(bytes));
    }

    private void assertUploadEvents(byte[] bytes, int count) {
        server.execute("do $$ begin assert (select count(*) from audit_event e join audit_fact f on f.event_id = e.id"
                + " where e.kind = 'evidence.file-uploaded' and f.facts @> array['object=sha256:"
                + hex(bytes) + "']) = " + count + "; end $$");
    }

    /** The server notices a broken connection a moment later. */
    private void assertNoUploadLeft() throws IOException {
        Path uploads = server.dataDir().resolve("uploads");
        Mono<Boolean> empty = Mono.fromCallable(() -> {
            try (Stream<Path> left = Files.list(uploads)) {
                return left.findAny().isEmpty();
            }
        });
        StepVerifier.create(empty.filter(gone -> gone)
                        .repeatWhenEmpty(500, again -> again.delayElements(Duration.ofMillis(20))))
                .expectNext(true)
                .verifyComplete();
    }
}
