package io.suture.device.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.suture.device.agent.Enrolment.Application;
import io.suture.device.install.SlotInstaller;
import io.suture.device.state.DeviceConfig;
import io.suture.device.state.FileStorage;
import io.suture.device.state.StateStore;
import io.suture.device.transport.Request;
import io.suture.device.transport.Transport;
import io.suture.device.transport.TransportException;
import io.suture.trust.json.Json;
import io.suture.trust.json.JsonObject;
import io.suture.trust.key.PublicKey;
import io.suture.trust.pki.CertificateRequest;
import io.suture.trust.pki.Certificates;
import io.suture.trust.pki.DeviceIdentity;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnrolmentTest {

    @TempDir
    private Path directory;

    private final List<Request> requests = new ArrayList<>();
    private FileStorage storage;
    private String issuedTo = "D-001";

    @BeforeEach
    void setUp() {
        storage = new FileStorage(directory);
    }

    private Transport api() {
        return request -> {
            requests.add(request);
            JsonObject body = Json.parseObject(request.body());
            if (!body.string("token").equals("good")) {
                return TestExchange.status(403);
            }
            PublicKey key = CertificateRequest.verify(body.string("csr"));
            String certificate = Certificates.toPem(
                    TestKeys.DEVICE_CA.issueDevice(key, new DeviceIdentity("exm", issuedTo), TestKeys.validity()));
            return TestExchange.ok(Json.compact(JsonObject.builder()
                    .put("device", issuedTo)
                    .put("manufacturer", "exm")
                    .put("certificate", certificate)
                    .put("deviceUrl", "https://device.example:8444")
                    .build()));
        };
    }

    private DeviceConfig enrol(String token, byte[] root) {
        String ca = Certificates.toPem(TestKeys.DEVICE_CA.certificate());
        return new Enrolment(storage, api(), TestKeys.RANDOM)
                .enrol(new Application(TestDevice.config(), "3.1.0", 16, ca, root, token), new SlotInstaller(storage));
    }

    @Test
    void whenEnrolledThenTheDeviceKnowsWhoItIs() {
        DeviceConfig config = enrol("good", new Simulator().root());

        assertThat(config.deviceUrl()).isEqualTo(URI.create("https://device.example:8444"));
        assertThat(DeviceConfig.load(storage)).isEqualTo(config);
        Identity identity = Identity.load(storage);
        assertThat(DeviceIdentity.of(identity.chain().getFirst()).device()).isEqualTo("D-001");
        assertThat(new StateStore(storage).load().orElseThrow().version()).isEqualTo("3.1.0");
        assertThat(new SlotInstaller(storage).complete(new SlotInstaller(storage).active()))
                .isTrue();
        assertThat(DeviceStatus.read(storage).lines())
                .containsEntry("phase", "IDLE")
                .containsEntry("log size", "none seen");
    }

    @Test
    void whenRepeatedThenTheKeyIsKeptAndOnlyTheCertificateIsNew() {
        byte[] root = new Simulator().root();
        enrol("good", root);
        byte[] key = storage.read(Identity.KEY).orElseThrow();
        byte[] state = storage.read(StateStore.FILE).orElseThrow();

        enrol("good", root);

        assertThat(storage.read(Identity.KEY)).hasValue(key);
        assertThat(storage.read(StateStore.FILE)).hasValue(state);
    }

    @Test
    void whenTheTokenIsRefusedThenNothingButTheKeyIsStored() {
        assertThatThrownBy(() -> enrol("bad", new Simulator().root()))
                .isInstanceOf(TransportException.UnexpectedStatus.class);
        assertThat(storage.read(DeviceConfig.FILE)).isEmpty();
        assertThat(storage.read(Identity.CERTIFICATE)).isEmpty();
    }

    @Test
    void whenTheCertificateIsForAnotherDeviceThenItIsRefused() {
        issuedTo = "D-002";

        assertThatThrownBy(() -> enrol("good", new Simulator().root()))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("identity-mismatch");
    }

    @Test
    void whenTheRootIsNotSignedThenNobodyIsAsked() {
        byte[] root = new Simulator().root();
        root[root.length / 2] ^= 1;

        assertThatThrownBy(() -> enrol("good", root)).isInstanceOf(RefusedException.class);
        assertThat(requests).isEmpty();
    }
}
