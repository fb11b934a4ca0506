package io.suture.server.release;

import static org.assertj.core.api.Assertions.assertThat;

import io.suture.server.testing.ApiCalls;
import io.suture.server.testing.Registry;
import io.suture.server.testing.Reply;
import io.suture.server.testing.ServerProcess;
import io.suture.trust.digest.Digest;
import io.suture.trust.json.JsonObject;
import java.io.InputStream;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server process with 256 MiB of heap takes 1 GiB, is killed, and still has it: P5, P7. */
class LargeUploadIT {

    private static final long GIBIBYTE = 1L << 30;
    private static final String PATH = "/api/v1/manufacturers/exm/releases/GW2/9.0.0";

    @TempDir
    Path dataDir;

    @Test
    void whenOneGibibyteIsUploadedAndTheServerIsKilledThenItIsStillThere() throws Exception {
        Digest digest = digest();
        try (ServerProcess server = ServerProcess.start(dataDir, "-Xmx256m", "-XX:MaxDirectMemorySize=128m")) {
            ApiCalls api = server.api();
            prepare(api);
            Reply reply = api.put("re.one", PATH + "/files/large.bin", body(), "X-Content-SHA256", digest.hex());
            assertThat(reply.status()).as(reply.text()).isEqualTo(200);
            assertThat(reply.json().integer("length")).isEqualTo(GIBIBYTE);
            server.kill();
        }
        assertThat(dataDir.resolve("blobs/sha256/" + digest.hex().substring(0, 2) + "/" + digest.hex()))
                .hasSize(GIBIBYTE);
        try (ServerProcess server = ServerProcess.start(dataDir, "-Xmx256m")) {
            JsonObject release = server.api().get("re.one", PATH).json();
            assertThat(release.objects("files").getFirst().string("sha256")).isEqualTo(digest.hex());
            assertThat(release.string("state")).isEqualTo("draft");
        }
    }

    private static void prepare(ApiCalls api) {
        Registry registry = new Registry(api);
        registry.manufacturer("exm");
        registry.product("exm", "GW2", "09521234000044");
        registry.person("re.one", "release-engineer", "exm");
        JsonObject draft = JsonObject.builder()
                .put("product", "GW2")
                .put("version", "9.0.0")
                .build();
        assertThat(api.post("re.one", "/api/v1/manufacturers/exm/releases", draft)
                        .status())
                .isEqualTo(201);
    }

    private static BodyPublisher body() {
        return BodyPublishers.fromPublisher(BodyPublishers.ofInputStream(GeneratedStream::new), GIBIBYTE);
    }

    private static Digest digest() throws Exception {
        MessageDigest sha256 = Digest.sha256();
        byte[] buffer = new byte[1 << 16];
        try (InputStream in = new GeneratedStream()) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                sha256.update(buffer, 0, n);
            }
        }
        return Digest.ofBytes(sha256.digest());
    }

    /** One gibibyte that is nowhere: each block of bytes has one value. */
    private static final class GeneratedStream extends InputStream {

        private long left = GIBIBYTE;

        @Override
        public int read() {
            return left-- > 0 ? 7 : -1;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) {
            if (left <= 0) {
                return -1;
            }
            int n = (int) Math.min(length, Math.min(left, 4096 - (GIBIBYTE - left) % 4096));
            Arrays.fill(bytes, offset, offset + n, (byte) ((GIBIBYTE - left) / 4096));
            left -= n;
            return n;
        }
    }
}
