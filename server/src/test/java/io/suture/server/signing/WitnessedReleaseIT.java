package io.suture.server.signing;

import static io.suture.server.testing.Await.awaitAnswer;
import static org.assertj.core.api.Assertions.assertThat;

import io.suture.server.testing.Api;
import io.suture.server.testing.Api.Answer;
import io.suture.server.testing.Factory;
import io.suture.server.testing.RealDevice;
import io.suture.server.testing.RunningWitness;
import io.suture.server.testing.TestDatabase;
import io.suture.server.testing.TestPki;
import io.suture.server.testing.TestServer;
import io.suture.trust.json.JsonObject;
import io.suture.trust.log.NoteKey;
import io.suture.trust.log.WitnessPolicy;
import io.suture.trust.log.WitnessPolicy.Witness;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a log that nobody watches to devices that install only what a hospital's witness cosigned (device rule 2). */
class WitnessedReleaseIT {

    private static final String WITNESS = "w1.hospital.example/gw";

    private final TestDatabase database = new TestDatabase();
    private final TestPki pki = new TestPki();
    private final Factory factory = new Factory();
    private TestServer server;
    private Api api;
    private RunningWitness witness;

    @TempDir
    private Path folder;

    @AfterEach
    void stop() {
        server.close();
        witness.close();
        database.close();
    }

    private void serve(Map<String, String> settings) {
        server = new TestServer(
                database,
                folder.resolve("server"),
                pki,
                factory.keys().get("admin").publicKey().toPem(),
                context -> {},
                settings);
        api = new Api(server.apiUrl(), pki.client(), factory.keys());
    }

    private List<String> logKeys() {
        return api.get("admin", Factory.BASE + "/signing-keys")
                .expect(200)
                .json()
                .object("log")
                .strings("vkeys");
    }

    private Path policyFile() throws IOException {
        StringBuilder text = new StringBuilder();
        logKeys().forEach(vkey -> text.append("log ").append(vkey).append('\n'));
        text.append("witness ed25519 %s %s\n".formatted(witness.vkeys().get(0), witness.url()));
        text.append("witness ml-dsa %s\n".formatted(witness.vkeys().get(1)));
        text.append("group hospital any ed25519 ml-dsa\nquorum hospital\n");
        return Files.writeString(folder.resolve("witnesses.policy"), text);
    }

    private Answer offline() {
        return api.put("admin", Factory.BASE + "/repository/offline", "application/json", factory.offline(api, 1));
    }

    private Answer sign(String version) {
        return api.post("re.one", Factory.releasePath(version) + "/signing", new byte[0]);
    }

    private void publish(String version) {
        api.post("re.one", Factory.releasePath(version) + "/publication", new byte[0])
                .expect(200);
        JsonObject approval =
                Factory.object("manufacturer", Factory.MANUFACTURER, "product", "GW2", "version", version);
        api.post("ce.one", "/api/v1/facilities/clinic/approvals", approval).expect(201);
    }

    @Test
    void whenThePolicyDemandsAWitnessThenDevicesInstallWhatItCosignedAndNothingIsPublishedWithoutIt()
            throws IOException {
        serve(Map.of());
        factory.register(api);
        witness = RunningWitness.start(
                folder.resolve("witness"),
                WITNESS,
                logKeys().stream().map(NoteKey::parse).toList());
        factory.witnesses(WitnessPolicy.of(
                1,
                List.of(new Witness(
                        WITNESS, witness.vkeys().stream().map(NoteKey::parse).toList()))));
        assertThat(offline().expect(422).json().string("detail")).contains("the server must ask them first");

        Path policy = policyFile();
        server.close();
        serve(Map.of("suture.audit.witness-policies", policy.toString(), "suture.audit.patience", "30s"));
        awaitAnswer(() -> offline().status() == 200);
        RealDevice device = RealDevice.enrolled(
                folder.resolve("device"),
                factory,
                api,
                List.of(server.apiUrl(), server.deviceUrl()),
                pki.serverCaPem(),
                "D-001");
        factory.approved(api, "3.6.0", 60, new byte[100]);
        sign("3.6.0").expect(200);
        publish("3.6.0");
        device.awaitRunning("3.6.0");

        witness.close();
        factory.approved(api, "3.6.1", 61, new byte[100]);
        assertThat(sign("3.6.1").status()).isEqualTo(503);
        witness.startAgain();
        awaitAnswer(() -> sign("3.6.1").status() == 200);
        publish("3.6.1");
        device.awaitRunning("3.6.1");
    }
}
