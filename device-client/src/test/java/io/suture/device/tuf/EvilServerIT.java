package io.suture.device.tuf;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import io.suture.device.transport.TransportLimits;
import io.suture.trust.tuf.TargetFile;
import io.suture.trust.tuf.TufLimits;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Endless data and slow retrieval (TUF 1.5.2): what a server does to exhaust a client ends in a refusal. */
@Timeout(60)
class EvilServerIT {

    private static final byte[] CONTENT = "content".getBytes(StandardCharsets.US_ASCII);

    @TempDir
    private Path folder;

    private final CountDownLatch over = new CountDownLatch(1);
    private TestRepository repository;
    private TestClient client;

    @BeforeEach
    void setUp() throws Exception {
        repository = new TestRepository();
        client = new TestClient(folder, repository);
    }

    @AfterEach
    void tearDown() {
        over.countDown();
        repository.close();
    }

    private static TransportLimits limits(Duration answer, Duration stall, Duration window, Duration whole) {
        return new TransportLimits(Duration.ofSeconds(10), answer, stall, window, 1024 * 1024, whole);
    }

    /** Write without an announced length until the client goes away. */
    private void endless(HttpExchange exchange, byte[] piece, Duration pause) throws IOException {
        exchange.sendResponseHeaders(200, 0);
        try (OutputStream body = exchange.getResponseBody()) {
            do {
                body.write(piece);
                body.flush();
            } while (!over.await(pause.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void whenMetadataNeverEndThenTheyAreCutAtTheLimit() {
        repository.spoilt.put("timestamp.json", exchange -> endless(exchange, new byte[1000], Duration.ZERO));

        assertThat(client.refresh()).isOne();
        assertThat(client.problem())
                .isEqualTo("tuf-client: file-too-large: timestamp.json is larger than 65536 bytes\n");
    }

    @Test
    void whenMetadataAreAByteLongerThanListedThenTheyAreRefused() {
        byte[] snapshot = repository.files.get("1.snapshot.json");
        repository.files.put("1.snapshot.json", Arrays.copyOf(snapshot, snapshot.length + 1));

        assertThat(client.refresh()).isOne();
        assertThat(client.problem())
                .contains("file-too-large: 1.snapshot.json is larger than " + snapshot.length + " bytes");
    }

    @Test
    void whenATimestampHasTheLimitThenItIsReadAndWithAByteMoreItIsNot() {
        byte[] timestamp = repository.files.get("timestamp.json");
        repository.files.put("timestamp.json", padded(timestamp, TufLimits.DEFAULT.timestampBytes()));
        assertThat(client.refresh()).isZero();

        repository.files.put("timestamp.json", padded(timestamp, TufLimits.DEFAULT.timestampBytes() + 1));
        assertThat(client.refresh()).isOne();
    }

    private static byte[] padded(byte[] json, int length) {
        byte[] padded = Arrays.copyOf(json, length);
        Arrays.fill(padded, json.length, length, (byte) ' ');
        return padded;
    }

    @Test
    void whenATargetNeverEndsThenItIsCutAtItsLengthAndNothingStays() throws Exception {
        TargetFile target = repository.add("targets", "a", CONTENT);
        repository.publish();
        repository.spoilt.put(target.consistentPath(), exchange -> endless(exchange, CONTENT, Duration.ZERO));

        assertThat(client.download("a")).isOne();
        assertThat(client.problem()).contains("file-too-large: a is larger than 7 bytes");
        assertThat(client.targetFiles()).isEmpty();
    }

    @Test
    void whenATargetEndsEarlyThenNothingStays() throws Exception {
        TargetFile target = repository.add("targets", "a", CONTENT);
        repository.publish();
        repository.spoilt.put(target.consistentPath(), exchange -> {
            exchange.sendResponseHeaders(200, CONTENT.length);
            exchange.getResponseBody().write(CONTENT, 0, 3);
            exchange.close();
        });

        assertThat(client.download("a")).isOne();
        assertThat(client.targetFiles()).isEmpty();
    }

    @Test
    void whenABodyDripsThenTheLeastRateEndsIt() {
        client.limits =
                limits(Duration.ofSeconds(10), Duration.ofSeconds(10), Duration.ofMillis(300), Duration.ofHours(1));
        repository.spoilt.put("timestamp.json", exchange -> endless(exchange, new byte[1], Duration.ofMillis(20)));

        assertThat(client.refresh()).isOne();
        assertThat(client.problem())
                .contains("server-unreachable: transfer too slow")
                .contains("timestamp.json");
    }

    @Test
    void whenABodyIsFastEnoughButNeverCompleteThenTheDeadlineEndsIt() {
        client.limits =
                limits(Duration.ofSeconds(10), Duration.ofSeconds(10), Duration.ofHours(1), Duration.ofMillis(300));
        repository.spoilt.put("timestamp.json", exchange -> endless(exchange, new byte[1], Duration.ofMillis(20)));

        assertThat(client.refresh()).isOne();
        assertThat(client.problem()).contains("transfer too slow").contains("not complete after");
    }

    @Test
    void whenABodyStallsThenThatIsNoticed() {
        client.limits =
                limits(Duration.ofSeconds(10), Duration.ofMillis(300), Duration.ofHours(1), Duration.ofHours(1));
        repository.spoilt.put("timestamp.json", exchange -> endless(exchange, new byte[1], Duration.ofHours(1)));

        assertThat(client.refresh()).isOne();
        assertThat(client.problem()).contains("timestamp.json: nothing arrived for too long");
    }

    @Test
    void whenHeadersDripThenTheAnswerIsNotWaitedFor() throws Exception {
        client.limits = new TransportLimits(
                Duration.ofMillis(200),
                Duration.ofMillis(200),
                Duration.ofSeconds(10),
                Duration.ofHours(1),
                1,
                Duration.ofHours(1));
        try (ServerSocket server = new ServerSocket(0, 0, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> dripHeaders(server));

            assertThat(client.run("--metadata-url", "http://127.0.0.1:" + server.getLocalPort(), "refresh"))
                    .isOne();
            assertThat(client.problem()).startsWith("tuf-client: server-unreachable: no answer for http://127.0.0.1");
        }
    }

    private void dripHeaders(ServerSocket server) {
        try (Socket socket = server.accept();
                InputStream request = socket.getInputStream()) {
            OutputStream out = socket.getOutputStream();
            out.write("HTTP/1.1 200 OK\r\nX: ".getBytes(StandardCharsets.US_ASCII));
            while (request.available() >= 0 && !over.await(20, TimeUnit.MILLISECONDS)) {
                out.write('x');
                out.flush();
            }
        } catch (IOException clientIsGone) {
            over.countDown();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void whenTheAnswerIsNotHttpThenThatIsSaid() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 0, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> sayNonsense(server));

            assertThat(client.run("--metadata-url", "http://127.0.0.1:" + server.getLocalPort(), "refresh"))
                    .isOne();
            assertThat(client.problem()).startsWith("tuf-client: server-unreachable: ");
        }
    }

    private void sayNonsense(ServerSocket server) {
        while (over.getCount() > 0) {
            try (Socket socket = server.accept()) {
                socket.getOutputStream().write("220 smtp.example\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            } catch (IOException closed) {
                over.countDown();
            }
        }
    }

    @Test
    void whenTheServerRedirectsThenThatIsNotFollowed() {
        repository.files.put("elsewhere.json", repository.files.get("timestamp.json"));
        repository.spoilt.put("timestamp.json", exchange -> {
            exchange.getResponseHeaders().add("Location", repository.metadataUrl() + "elsewhere.json");
            TestRepository.reply(exchange, 302, new byte[0]);
        });

        assertThat(client.refresh()).isOne();
        assertThat(client.problem()).contains("timestamp.json answered 302");
        assertThat(repository.requests).doesNotContain("elsewhere.json");
    }

    @Test
    void whenTheAnswerIsACompressionBombThenNothingIsInflated() {
        repository.spoilt.put("timestamp.json", exchange -> {
            exchange.getResponseHeaders().add("Content-Encoding", "gzip");
            TestRepository.reply(exchange, 200, bomb());
        });

        assertThat(client.refresh()).isOne();
        assertThat(client.problem()).startsWith("tuf-client: metadata-malformed: timestamp metadata is malformed");
    }

    /** 16 MiB of zeros in less than the largest timestamp. */
    private static byte[] bomb() throws IOException {
        ByteArrayOutputStream bomb = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(bomb)) {
            zip.write(new byte[16 * 1024 * 1024]);
        }
        assertThat(bomb.size()).isLessThan(TufLimits.DEFAULT.timestampBytes());
        return bomb.toByteArray();
    }

    @Test
    void whenTheServerIsGoneThenThatIsSaid() {
        repository.close();

        assertThat(client.refresh()).isOne();
        assertThat(client.problem()).startsWith("tuf-client: server-unreachable: no answer for http://127.0.0.1");
    }
}
