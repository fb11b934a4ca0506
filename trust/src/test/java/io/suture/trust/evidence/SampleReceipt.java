package io.suture.trust.evidence;

import io.suture.trust.attest.InstallationReceipt;
import io.suture.trust.attest.Statement;
import io.suture.trust.digest.Digest;
import io.suture.trust.dsse.Envelope;
import io.suture.trust.gate.SampleRelease;
import io.suture.trust.json.JsonObject;
import io.suture.trust.key.KeyAlgorithm;
import io.suture.trust.key.SoftwareSigner;
import io.suture.trust.pki.CertificateAuthority;
import io.suture.trust.pki.Certificates;
import io.suture.trust.pki.DeviceIdentity;
import io.suture.trust.pki.Validity;
import io.suture.trust.release.Manifest;
import io.suture.trust.release.ReleaseId;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.UUID;

/** What a device says, or is made to say, about a release; two devices are enrolled. */
record SampleReceipt(String device, SoftwareSigner signer, ReleaseId release, Digest about) {

    static final String FIRST = "D-001";
    static final String SECOND = "D-002";

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final SoftwareSigner FIRST_KEY = SamplePackage.key();
    private static final SoftwareSigner SECOND_KEY = SamplePackage.key();

    /** What the device says of the release that it runs. */
    static SampleReceipt of(String device, Manifest manifest) {
        return new SampleReceipt(device, keyOf(device), manifest.id(), manifest.digest());
    }

    SampleReceipt presentedAs(String other) {
        return new SampleReceipt(other, signer, release, about);
    }

    SampleReceipt of(ReleaseId other) {
        return new SampleReceipt(device, signer, other, about);
    }

    SampleReceipt about(Digest other) {
        return new SampleReceipt(device, signer, release, other);
    }

    byte[] toJson() {
        InstallationReceipt receipt = new InstallationReceipt(
                device,
                "exm",
                release,
                "3.1.0",
                UUID.randomUUID().toString(),
                InstallationReceipt.Result.CONFIRMED,
                "",
                "b",
                6,
                7,
                1,
                SampleRelease.NOW);
        return Envelope.sign(
                        Statement.PAYLOAD_TYPE, Statement.about(about, receipt).toJson(), signer)
                .toJson();
    }

    static SoftwareSigner keyOf(String device) {
        return device.equals(FIRST) ? FIRST_KEY : SECOND_KEY;
    }

    static JsonObject enrolment(String device) {
        return JsonObject.builder()
                .put("device", device)
                .put("key", keyOf(device).publicKey().fingerprint().toString())
                .build();
    }

    static byte[] certificate(String device, SoftwareSigner key) {
        SoftwareSigner root = SoftwareSigner.generate(KeyAlgorithm.ECDSA_P256, RANDOM);
        Validity validity = Validity.from(SampleRelease.NOW, Duration.ofDays(365));
        CertificateAuthority authority = CertificateAuthority.selfSigned("Device CA", root, validity, RANDOM);
        return Certificates.toPem(authority.issueDevice(key.publicKey(), new DeviceIdentity("exm", device), validity))
                .getBytes(StandardCharsets.UTF_8);
    }
}
