package io.suture.server.distribution;

import static io.suture.server.testing.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.suture.server.testing.Api;
import io.suture.server.testing.CommandLines;
import io.suture.server.testing.CommandLines.Result;
import io.suture.server.testing.Factory;
import io.suture.server.testing.RealDevice;
import io.suture.server.testing.TestDatabase;
import io.suture.server.testing.TestPki;
import io.suture.server.testing.TestServer;
import io.suture.trust.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a server over a folder to a device that cannot reach it, with the real programs (ADR 0030). */
class CarriedUpdateIT {

    private final TestPki pki = new TestPki();
    private final Factory factory = new Factory();

    @TempDir
    private Path folder;

    @Test
    void whenADeviceMissedReleasesThenTheExportedFolderLeadsItFromItsCheckpointToTheNewest() throws IOException {
        RealDevice device;
        Path stick = folder.resolve("stick");
        try (TestDatabase database = new TestDatabase();
                TestServer server = new TestServer(
                        database,
                        folder.resolve("server"),
                        pki,
                        factory.keys().get("admin").publicKey().toPem(),
                        context -> {})) {
            Api api = new Api(server.apiUrl(), pki.client(), factory.keys());
            factory.found(api);
            device = RealDevice.enrolled(
                    folder.resolve("device"),
                    factory,
                    api,
                    List.of(server.apiUrl(), server.deviceUrl()),
                    pki.serverCaPem(),
                    "D-002");
            published(api, "3.1.1", 17);
            device.awaitRunning("3.1.1");
            published(api, "3.2.0", 18);
            published(api, "3.3.0", 19);
            await(() -> api.get("re.one", Factory.BASE + "/repository/log")
                            .json()
                            .objects("releases")
                            .size()
                    == 3);
            export(server, stick);
        }

        assertThat(device.install(stick, "GW2/3.3.0")).contains("\"code\":\"confirm\"");
        assertThat(device.status()).contains("\"3.3.0\"");
    }

    private void published(Api api, String version, long rollback) {
        factory.approved(api, version, rollback, new byte[1000]);
        for (String step : List.of("/signing", "/publication")) {
            api.post("re.one", Factory.releasePath(version) + step, new byte[0]).expect(200);
        }
        api.post(
                        "ce.one",
                        "/api/v1/facilities/clinic/approvals",
                        JsonObject.builder()
                                .put("manufacturer", Factory.MANUFACTURER)
                                .put("product", "GW2")
                                .put("version", version)
                                .build())
                .expect(201);
    }

    private void export(TestServer server, Path stick) throws IOException {
        Files.writeString(folder.resolve("ca.pem"), pki.serverCaPem());
        Files.writeString(
                folder.resolve("re.one.pem"), factory.keys().get("re.one").toPem());
        Path root = Files.write(folder.resolve("1.root.json"), factory.root());
        Path profile = Files.writeString(
                folder.resolve("re.one.json"),
                "{\"server\":\"%s\",\"ca\":\"ca.pem\",\"as\":\"re.one\",\"key\":\"re.one.pem\",\"manufacturer\":\"exm\"}"
                        .formatted(server.apiUrl()));
        Result exported =
                CommandLines.run(profile, List.of("repository", "export", stick.toString(), "--root", root.toString()));
        assertThat(exported.exitCode()).as(exported.printed()).isZero();
        assertThat(exported.printed()).contains("proofs of 3 releases");
        assertThat(stick.resolve("log/consistency")).isNotEmptyDirectory();
        Result verified = CommandLines.run(
                profile, List.of("repository", "verify", stick.toString(), "--root", root.toString(), "--offline"));
        assertThat(verified.exitCode()).as(verified.printed()).isZero();
    }
}
