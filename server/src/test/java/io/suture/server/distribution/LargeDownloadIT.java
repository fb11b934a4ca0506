package io.suture.server.distribution;

import static io.suture.server.testing.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.suture.server.SutureServer;
import io.suture.server.testing.Api;
import io.suture.server.testing.DeviceHttp;
import io.suture.server.testing.Factory;
import io.suture.server.testing.Factory.EnrolledDevice;
import io.suture.server.testing.TestDatabase;
import io.suture.server.testing.TestPki;
import io.suture.server.testing.TestServer;
import io.suture.trust.digest.Digest;
import io.suture.trust.json.Json;
import io.suture.trust.json.JsonObject;
import io.suture.trust.tuf.MemoryMetadataStore;
import io.suture.trust.tuf.TargetFile;
import io.suture.trust.tuf.TufLimits;
import io.suture.trust.tuf.Updater;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** P7: a server process with a heap of 256 MiB takes in and serves 1 GiB, to several devices at once. */
class LargeDownloadIT {

    private static final long SIZE = 1L << 30;

    private final TestDatabase database = new TestDatabase();
    private final TestPki pki = new TestPki();
    private final Factory factory = new Factory();
    private Process process;
    private JsonObject urls;

    @BeforeEach
    void start(@TempDir Path directory) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "-Xmx256m",
                "-XX:+ExitOnOutOfMemoryError",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                SutureServer.class.getName()));
        command.addAll(List.of(TestServer.arguments(TestServer.properties(
                database,
                directory,
                pki,
                factory.keys().get("admin").publicKey().toPem()))));
        command.add("--suture.exit-with-parent=true");
        process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("log.txt").toFile())
                .start();
        Path started = directory.resolve("server.json");
        await(() -> Files.exists(started) || !process.isAlive());
        assertThat(process.isAlive())
                .as(() -> "server runs: " + read(directory.resolve("log.txt")))
                .isTrue();
        urls = Json.parseObject(Files.readAllBytes(started));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return e.toString();
        }
    }

    @AfterEach
    void stop() throws InterruptedException {
        process.destroy();
        process.waitFor();
        database.close();
    }

    @Test
    void whenOneGibibyteIsServedToFourDevicesThenTheHeapSufficesAndEveryByteIsRight() throws Exception {
        Api api = new Api(urls.string("apiUrl"), pki.client(), factory.keys());
        factory.found(api);
        Digest digest = digest(new Pattern());
        factory.approved(api, "9.0.0", 9, Pattern::new, SIZE, digest);
        List<EnrolledDevice> devices = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            devices.add(factory.device(api, "D-" + i, "VM"));
        }
        api.post("re.one", Factory.releasePath("9.0.0") + "/signing", new byte[0])
                .expect(200);
        api.post("re.one", Factory.releasePath("9.0.0") + "/publication", new byte[0])
                .expect(200);
        List<CompletableFuture<Digest>> downloads = devices.stream()
                .map(device -> CompletableFuture.supplyAsync(() -> download(device)))
                .toList();
        for (CompletableFuture<Digest> download : downloads) {
            assertThat(download.get()).isEqualTo(digest);
        }
        assertThat(process.isAlive()).isTrue();
    }

    private Digest download(EnrolledDevice device) {
        SSLContext tls = pki.client(device.certificate(), device.key());
        await(() -> new DeviceHttp(urls.string("deviceUrl"), tls)
                        .get("/repository/exm/metadata/timestamp.json")
                        .statusCode()
                == 200);
        await(() -> target(tls).isPresent());
        TargetFile file = target(tls).orElseThrow();
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create(urls.string("deviceUrl") + "/repository/exm/targets/" + file.consistentPath()))
                .build();
        try {
            return digest(HttpClient.newBuilder()
                    .sslContext(tls)
                    .build()
                    .send(request, HttpResponse.BodyHandlers.ofInputStream())
                    .body());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private Optional<TargetFile> target(SSLContext tls) {
        return new Updater(
                        TufLimits.DEFAULT,
                        Instant.now(),
                        new MemoryMetadataStore(factory.root()),
                        new DeviceHttp(urls.string("deviceUrl"), tls))
                .target("GW2/9.0.0/gw2-9.0.0.bin");
    }

    private static Digest digest(InputStream content) throws IOException {
        MessageDigest sha256 = Digest.sha256();
        try (DigestInputStream in = new DigestInputStream(content, sha256)) {
            in.transferTo(java.io.OutputStream.nullOutputStream());
        }
        return Digest.ofBytes(sha256.digest());
    }

    /** Bytes that differ by position, without holding them. */
    private static final class Pattern extends InputStream {

        private long position;

        @Override
        public int read() {
            return position < SIZE ? at(position++) & 0xff : -1;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) {
            if (position >= SIZE) {
                return -1;
            }
            int count = (int) Math.min(length, SIZE - position);
            for (int i = 0; i < count; i++) {
                bytes[offset + i] = at(position + i);
            }
            position += count;
            return count;
        }

        private static byte at(long position) {
            return (byte) (position * 31 + (position >>> 12) * 17 + (position >>> 20));
        }
    }
}
