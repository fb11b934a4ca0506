package io.suture.cli.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.suture.cli.session.TestRun;
import io.suture.cli.session.TestRun.Result;
import io.suture.trust.log.timestamp.TestAuthority;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code audit verify --log}, {@code --proof} and {@code audit monitor}, on folders and over HTTP. */
class LogCommandsTest {

    @TempDir
    private Path folder;

    private FolderLog log;
    private Path policy;

    @BeforeEach
    void setUp() throws IOException {
        log = new FolderLog(folder.resolve("log")).grow(300);
        policy = Files.write(folder.resolve("log.json"), log.policy().toJson());
    }

    @Test
    void whenALogInAFolderIsWholeThenItIsVerifiedWithTheGapsNamed() {
        Result result = verify(log.folder);
        assertThat(result.exitCode()).as(result.out() + result.err()).isZero();
        assertThat(result.out())
                .contains("VERIFIED WITH GAPS", "300 entries", "NOT CHECKED  witness-quorum", "What no log can prove");
    }

    @Test
    void whenAByteIsChangedThenTheFirstBadItemIsNamedWithWhatWasExpected() throws IOException {
        Path tile = log.folder.resolve("tile/0/000");
        byte[] bytes = Files.readAllBytes(tile);
        bytes[40] ^= 1;
        Files.write(tile, bytes);
        Result result = verify(log.folder);
        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.out())
                .contains("NOT VERIFIED: tiles-match: hash 1 of tile/0/000", "expected: ", "found:    ");
    }

    @Test
    void whenTheLogIsOverHttpThenItIsReadCompressedOrNot() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.createContext("/audit/", this::serve);
        server.start();
        try {
            String url = "http://127.0.0.1:" + server.getAddress().getPort() + "/audit";
            Result result = verify(url, "--json");
            assertThat(result.exitCode()).as(result.out() + result.err()).isZero();
            assertThat(result.json().string("overall")).isEqualTo("VERIFIED_WITH_GAPS");
            Files.delete(log.folder.resolve("checkpoint"));
            assertThat(verify(url).exitCode()).isEqualTo(1);
        } finally {
            server.stop(0);
        }
        assertThat(verify("http://127.0.0.1:" + server.getAddress().getPort() + "/audit")
                        .exitCode())
                .isEqualTo(3);
    }

    @Test
    void whenCheckpointsAreTimeStampedThenTheStampsAreAnchors() throws IOException {
        TestAuthority authority = new TestAuthority();
        Path root = Files.writeString(folder.resolve("tsa.pem"), authority.rootPem());
        log.stamp(authority);
        log.grow(400);
        assertThat(verify(log.folder).out()).contains("NOT CHECKED  timestamps");
        assertThat(verify(log.folder, "--tsa-root", root).out())
                .contains("PASS         timestamps", "size 300 at 2026-11-22T06:00:00Z, by CN=Test TSA");
        Path token = Files.copy(log.folder.resolve("timestamp/300.tsr"), folder.resolve("300.tsr"));
        log.rewrite(5);
        Result forked = verify(log.folder, "--tsa-root", root, "--timestamps", token);
        assertThat(forked.exitCode()).isEqualTo(1);
        assertThat(forked.out())
                .contains("NOT VERIFIED: timestamps: at size 300 the log was another one when it was stamped");
        Files.delete(log.folder.resolve("timestamp/300.tsr"));
        assertThat(verify(log.folder, "--tsa-root", root).out())
                .contains("FAIL         timestamps", "the time stamp of size 300: malformed");
    }

    @Test
    void whenTimeStampsCannotBeReadThenTheCommandSaysWhy() throws IOException {
        Path root = Files.writeString(folder.resolve("tsa.pem"), new TestAuthority().rootPem());
        assertThat(verify(log.folder, "--tsa-root", policy).exitCode()).isEqualTo(2);
        assertThat(verify(log.folder, "--tsa-root", root, "--timestamps", policy)
                        .err())
                .contains("is not named as a time stamp is");
    }

    @Test
    void whenACheckpointWasSeenBeforeThenTheLogMustBeginWithIt() throws IOException {
        Path seen = Files.copy(log.folder.resolve("checkpoint"), folder.resolve("seen"));
        log.grow(400);
        assertThat(verify(log.folder, "--checkpoint", seen).exitCode()).isZero();
        log.rewrite(5);
        assertThat(verify(log.folder, "--checkpoint", seen).out())
                .contains("NOT VERIFIED: earlier-checkpoint: at size 300 the log was another one");
    }

    @Test
    void whenOneEntryIsGivenWithItsProofThenItIsVerified() {
        Path proof = log.proof(7);
        Result right =
                new TestRun().run("audit", "verify", "--proof", proof, "--entry", log.entry(7), "--policy", policy);
        assertThat(right.exitCode()).as(right.out() + right.err()).isZero();
        Result wrong =
                new TestRun().run("audit", "verify", "--proof", proof, "--entry", log.entry(8), "--policy", policy);
        assertThat(wrong.exitCode()).isEqualTo(1);
        assertThat(wrong.out()).contains("NOT VERIFIED: entry-in-log");
    }

    @Test
    void whenTheKeysOrTheEntryAreMissingThenTheCommandLineIsWrong() {
        assertThat(new TestRun().run("audit", "verify", "--log", log.folder).exitCode())
                .isEqualTo(2);
        assertThat(new TestRun()
                        .run("audit", "verify", "--proof", log.proof(1), "--policy", policy)
                        .exitCode())
                .isEqualTo(2);
        assertThat(verify(folder.resolve("absent")).exitCode()).isEqualTo(2);
        assertThat(new TestRun()
                        .run("audit", "verify", "--log", log.folder, "--vkey", "nonsense")
                        .exitCode())
                .isEqualTo(2);
    }

    @Test
    void whenALogIsFollowedThenReleasesThatNobodyAnnouncedAreAnAlarm() throws IOException {
        assertThat(monitor().out()).contains("300 new entries, 300 in all");
        assertThat(monitor().out()).contains("0 new entries");
        log.publish("3.1.1");
        Result alarm = monitor();
        assertThat(alarm.exitCode()).isEqualTo(1);
        assertThat(alarm.err()).contains("ALERT unannounced-release GW2/3.1.1 " + FolderLog.MANIFEST + " entry 300");
        assertThat(monitor().exitCode()).isZero();
        Path announced =
                Files.writeString(folder.resolve("announced"), "# ours\nGW2/3.1.2\n" + FolderLog.MANIFEST + "\n");
        log.publish("3.1.2");
        assertThat(monitor("--announced", announced).exitCode()).isZero();
    }

    @Test
    void whenAFollowedLogIsRewrittenThenTheStateStaysAndBothCheckpointsAreKept() throws IOException {
        monitor();
        byte[] state = Files.readAllBytes(folder.resolve("state/state.json"));
        log.rewrite(5).grow(310);
        Result alarm = monitor();
        assertThat(alarm.exitCode()).isEqualTo(1);
        assertThat(alarm.err()).contains("ALERT log-continues", "both checkpoints are in");
        assertThat(folder.resolve("state/state.json")).hasBinaryContent(state);
        Files.writeString(folder.resolve("state/state.json"), "{}");
        assertThat(monitor().exitCode()).isEqualTo(2);
    }

    private Result verify(Object location, Object... more) {
        return run(new Object[] {"audit", "verify", "--log", location, "--policy", policy}, more);
    }

    private Result monitor(Object... more) {
        return run(
                new Object[] {"audit", "monitor", log.folder, "--policy", policy, "--state", folder.resolve("state")},
                more);
    }

    private static Result run(Object[] first, Object[] more) {
        Object[] all = new Object[first.length + more.length];
        System.arraycopy(first, 0, all, 0, first.length);
        System.arraycopy(more, 0, all, first.length, more.length);
        return new TestRun().run(all);
    }

    /** Serves the folder, entries compressed. */
    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath().substring("/audit/".length());
            Path file = log.folder.resolve(path);
            if (!Files.isRegularFile(file)) {
                exchange.sendResponseHeaders(404, -1);
                return;
            }
            byte[] body = Files.readAllBytes(file);
            if (path.startsWith("tile/entries/")) {
                exchange.getResponseHeaders().set("Content-Encoding", "gzip");
                body = compressed(body);
            }
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private static byte[] compressed(byte[] body) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(body);
        }
        return bytes.toByteArray();
    }
}
