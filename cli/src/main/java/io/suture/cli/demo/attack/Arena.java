package io.suture.cli.demo.attack;

import io.suture.cli.demo.stage.Actor;
import io.suture.cli.demo.stage.DeviceUnit;
import io.suture.cli.demo.stage.FirmwareImage;
import io.suture.cli.demo.stage.ReleaseJob;
import io.suture.cli.demo.stage.ReleasePlan;
import io.suture.cli.demo.stage.SampleData;
import io.suture.cli.demo.stage.Stage;
import io.suture.cli.demo.stage.ValidationRecords;
import io.suture.trust.digest.Digest;
import io.suture.trust.director.AssignedRelease;
import io.suture.trust.json.JsonObject;
import io.suture.trust.key.SoftwareSigner;
import io.suture.trust.pki.Certificates;
import io.suture.trust.pki.TlsContexts;
import io.suture.trust.pki.TlsContexts.Identity;
import io.suture.trust.release.ReleaseId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SSLContext;

/** The running system under attack: makes, without a word, the releases and devices an attack needs. */
final class Arena implements AutoCloseable {

    /** What is installed, what is offered. */
    static final ReleaseId OLD = new ReleaseId("GW2", "3.1.0");

    static final ReleaseId CURRENT = new ReleaseId("GW2", "3.1.1");
    static final long OLD_INDEX = 16;
    static final long CURRENT_INDEX = 17;

    private static final int PAYLOAD_LENGTH = 512 * 1024;
    private static final String ATTACKERS_DEVICE = "D-666";

    private final Stage stage;
    private final Stage silent;
    private final Path root;
    private final RealRepository real;
    private final byte[] oldTimestamp;

    /** Publishes the current release and enrols the attacker's own device. */
    Arena(Stage stage, Path root) throws IOException, InterruptedException {
        this.stage = stage;
        this.silent = stage.silently();
        this.root = root;
        publish(validated(CURRENT, CURRENT_INDEX));
        silent.actor("ce.one").mustRun("facility", "approve", "F-100", CURRENT.toString());
        this.real = new RealRepository(stage.deviceUrl(), tls(gateway(ATTACKERS_DEVICE)));
        this.oldTimestamp = real.get(repository("metadata/timestamp.json"));
    }

    Stage stage() {
        return stage;
    }

    RealRepository real() {
        return real;
    }

    /** The timestamp as it was when the attacks began. */
    byte[] oldTimestamp() {
        return oldTimestamp.clone();
    }

    Actor actor(String person) throws IOException {
        return stage.actor(person);
    }

    Actor actor(String person, Path key) throws IOException {
        return stage.actor(person, key);
    }

    static String repository(String path) {
        return "/repository/" + Stage.MANUFACTURER + "/" + path;
    }

    /** A release with a payload of its own and evidence of all kinds but the approval. */
    ReleaseJob validated(ReleaseId id, long rollbackIndex) throws IOException {
        ReleaseJob job = submitted(id, rollbackIndex);
        ValidationRecords records = records(id);
        job.attest(silent.actor("re.one"), "authorship", records.authorship("security patch"));
        attestTests(job, records.protocol());
        return job;
    }

    ReleaseJob submitted(ReleaseId id, long rollbackIndex) throws IOException {
        var image =
                new FirmwareImage(id.toString(), PAYLOAD_LENGTH, id.version().hashCode());
        image.writeTo(payload(id), written -> {});
        Path sbom = silent.workspace().folder("release").resolve(id.version() + "-sbom.cdx.json");
        Files.write(sbom, SampleData.sbom(payload(id)));
        var plan = new ReleasePlan(id, rollbackIndex, List.of("CVE-2021-44228"), List.of(), payload(id), sbom);
        var job = new ReleaseJob(silent, plan);
        job.submit(silent.actor("re.one"));
        return job;
    }

    void attestTests(ReleaseJob job, JsonObject protocol) throws IOException {
        ValidationRecords records = records(job.id());
        Actor validator = silent.actor("vv.one");
        job.attest(validator, "validation-protocol", protocol);
        job.attest(validator, "validation-run", records.acceptedRun());
        job.attest(validator, "malware-scan", records.malwareScan());
        job.attest(silent.actor("psirt.one"), "risk-assessment", records.riskAssessment());
        job.attest(silent.actor("psirt.one"), "regulatory-decision", records.regulatoryDecision());
    }

    void approve(ReleaseJob job) throws IOException {
        job.approve(silent.actor("qa.one"), "validated");
    }

    void publish(ReleaseJob job) throws IOException {
        approve(job);
        job.sign(silent.actor("sec.one"));
        job.publish(silent.actor("sec.one"));
    }

    ValidationRecords records(ReleaseId id) throws IOException {
        return new ValidationRecords(stage.sample(), payloadDigest(id));
    }

    Path payload(ReleaseId id) throws IOException {
        return stage.workspace().folder("payload").resolve("gw2-" + id.version() + ".bin");
    }

    Digest payloadDigest(ReleaseId id) throws IOException {
        return Digest.of(Files.readAllBytes(payload(id)));
    }

    /** The file in the server's blob store that holds a release's payload. */
    Path blob(ReleaseId id) throws IOException {
        String hex = payloadDigest(id).hex();
        return serverData().resolve("blobs/sha256").resolve(hex.substring(0, 2)).resolve(hex);
    }

    Path serverData() {
        return stage.workspace().serverData();
    }

    /** A GW-2 that runs 3.1.0, freshly enrolled. */
    DeviceUnit gateway(String id) throws IOException, InterruptedException {
        return enrolled(
                DeviceUnit.of(stage.sample(), "D-001", OLD.version(), OLD_INDEX).named(id, "GW2" + id));
    }

    /** An infusion pump whose hardware cannot be updated. */
    DeviceUnit pump() throws IOException, InterruptedException {
        return enrolled(DeviceUnit.of(stage.sample(), "D-101", "4.2.2", 4));
    }

    DeviceUnit enrolled(DeviceUnit device) throws IOException, InterruptedException {
        device.ensureEnrolled(silent, root);
        return device;
    }

    /** A release as the director names it. */
    AssignedRelease assigned(ReleaseId release) throws IOException {
        return AssignedRelease.of(silent.actor("re.one").release(release).manifest());
    }

    /** A server in the attacker's hands, which tells this device to install that release and keeps what it reports. */
    HostileMirror mirror(DeviceUnit victim, ReleaseId release) throws IOException, InterruptedException {
        return mirror(victim, assigned(release));
    }

    HostileMirror mirror(DeviceUnit victim, AssignedRelease release) throws IOException, InterruptedException {
        SoftwareSigner director = OnlineKeys.steal(this).director();
        List<X509Certificate> deviceAuthority = Certificates.parsePem(Files.readString(stage.key("device-ca.pem")));
        var stolen = new Identity(
                Certificates.parsePem(Files.readString(stage.key("server.pem"))),
                SoftwareSigner.fromPem(Files.readString(stage.key("server-key.pem")), null));
        return HostileMirror.start(
                        stage.deviceUrl(), TlsContexts.client(deviceAuthority, stolen), tls(gateway(ATTACKERS_DEVICE)))
                .lie(FalseDirector.PATH, new FalseDirector(victim, release, director, stage.clock()))
                .holdBack("/device/v1/receipts");
    }

    SoftwareSigner deviceKey(DeviceUnit device) throws IOException {
        return SoftwareSigner.fromPem(Files.readString(device.state(stage).resolve("identity/key.pem")), null);
    }

    SSLContext tls(DeviceUnit device) throws IOException {
        Path certificate = device.state(stage).resolve("identity/certificate.pem");
        var identity = new Identity(Certificates.parsePem(Files.readString(certificate)), deviceKey(device));
        return TlsContexts.client(Certificates.parsePem(Files.readString(stage.key("ca.pem"))), identity);
    }

    @Override
    public void close() {
        real.close();
    }
}
