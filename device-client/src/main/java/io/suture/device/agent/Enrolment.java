package io.suture.device.agent;

import io.suture.device.install.Installer;
import io.suture.device.install.SlotInstaller;
import io.suture.device.install.SlotRecord;
import io.suture.device.state.DeviceConfig;
import io.suture.device.state.DeviceState;
import io.suture.device.state.StateStore;
import io.suture.device.state.Storage;
import io.suture.device.transport.Reply;
import io.suture.device.transport.Request;
import io.suture.device.transport.Transport;
import io.suture.trust.json.Json;
import io.suture.trust.json.JsonObject;
import io.suture.trust.json.MalformedDocumentException;
import io.suture.trust.key.KeyAlgorithm;
import io.suture.trust.key.SoftwareSigner;
import io.suture.trust.pki.CertificateRequest;
import io.suture.trust.pki.Certificates;
import io.suture.trust.pki.DeviceIdentity;
import io.suture.trust.pki.PkiException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.Optional;

/**
 * Gives a device its identity: a key made on the device, a certificate for it bought with a one-time token, the first TUF root
 * and the version it was delivered with. Written in an order that lets an interrupted enrolment be repeated; repeated for the
 * same device it renews the certificate and keeps the rest.
 */
public final class Enrolment {

    private static final String ENROLMENTS = "/api/v1/enrolments";
    private static final int ANSWER_BYTES = 64 * 1024;

    private final Storage storage;
    private final Transport api;
    private final SecureRandom random;

    public Enrolment(Storage storage, Transport api, SecureRandom random) {
        this.storage = storage;
        this.api = api;
        this.random = random;
    }

    /**
     * What the device is told about itself.
     *
     * @param config its configuration; the server's address in it is replaced by the server's answer
     * @param authorities PEM of the authorities trusted for the server
     * @param root the first root metadata, obtained over a way that is trusted
     */
    @SuppressWarnings("ArrayRecordComponent") // copied in and out
    public record Application(
            DeviceConfig config, String version, long rollbackIndex, String authorities, byte[] root, String token) {

        public Application {
            root = root.clone();
        }

        @Override
        public byte[] root() {
            return root.clone();
        }
    }

    /** Enrol and return the configuration stored. */
    public DeviceConfig enrol(Application application, Installer installer) {
        requireSameDevice(application.config());
        InitialRoot.require(application.root());
        SoftwareSigner key = key();
        JsonObject answer = request(application, key);
        String certificate = answer.string("certificate");
        requireOurs(certificate, application.config(), key);
        storage.write(Identity.CERTIFICATE, certificate.getBytes(StandardCharsets.US_ASCII));
        storage.write(Identity.AUTHORITIES, application.authorities().getBytes(StandardCharsets.US_ASCII));
        if (storage.read(DeviceConfig.FILE).isEmpty()) {
            describe(application, installer);
        }
        DeviceConfig config = application.config().at(URI.create(answer.string("deviceUrl")));
        config.save(storage);
        return config;
    }

    private void requireSameDevice(DeviceConfig wanted) {
        Optional<DeviceConfig> present = storage.read(DeviceConfig.FILE).map(bytes -> DeviceConfig.load(storage));
        present.filter(config -> !name(config).equals(name(wanted))).ifPresent(other -> {
            throw new RefusedException(
                    new Refusal.IdentityMismatch(name(wanted), "the directory belongs to " + name(other)));
        });
    }

    private static String name(DeviceConfig config) {
        return config.manufacturer() + "/" + config.device();
    }

    private SoftwareSigner key() {
        if (storage.read(Identity.KEY).isPresent()) {
            return Identity.key(storage);
        }
        SoftwareSigner key = SoftwareSigner.generate(KeyAlgorithm.ECDSA_P256, random);
        storage.write(Identity.KEY, key.toPem().getBytes(StandardCharsets.US_ASCII));
        return key;
    }

    private JsonObject request(Application application, SoftwareSigner key) {
        String csr = CertificateRequest.create(key, application.config().device());
        byte[] body = Json.compact(JsonObject.builder()
                .put("token", application.token())
                .put("csr", csr)
                .build());
        Reply reply = Reply.to(api, Request.post(ENROLMENTS, "application/json", body), ANSWER_BYTES);
        if (reply.status() / 100 != 2) {
            throw reply.unexpected(ENROLMENTS);
        }
        try {
            return Json.parseObject(reply.body());
        } catch (MalformedDocumentException e) {
            throw new RefusedException(new Refusal.Malformed("enrolment", e.problem()));
        }
    }

    private static void requireOurs(String pem, DeviceConfig config, SoftwareSigner key) {
        DeviceIdentity expected = new DeviceIdentity(config.manufacturer(), config.device());
        try {
            X509Certificate certificate = Certificates.parsePem(pem).getFirst();
            boolean ours = DeviceIdentity.of(certificate).equals(expected)
                    && Certificates.publicKeyOf(certificate).equals(key.publicKey());
            if (!ours) {
                throw new RefusedException(
                        new Refusal.IdentityMismatch(name(config), "the certificate is for another device or key"));
            }
        } catch (PkiException e) {
            throw new RefusedException(new Refusal.IdentityMismatch(name(config), String.valueOf(e.getMessage())));
        }
    }

    private void describe(Application application, Installer installer) {
        InitialRoot.write(storage, application.root());
        SlotRecord factory = SlotRecord.factory(application.version(), application.rollbackIndex());
        if (installer instanceof SlotInstaller slots) {
            slots.initialise(factory);
        } else {
            factory.write(storage, installer.active());
        }
        new StateStore(storage)
                .save(DeviceState.initial(application.version(), application.rollbackIndex(), installer.active()));
    }
}
