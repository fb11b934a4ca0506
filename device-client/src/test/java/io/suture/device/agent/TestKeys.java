package io.suture.device.agent;

import io.suture.trust.key.KeyAlgorithm;
import io.suture.trust.key.SoftwareSigner;
import io.suture.trust.log.NoteSigner;
import io.suture.trust.pki.CertificateAuthority;
import io.suture.trust.pki.DeviceIdentity;
import io.suture.trust.pki.Validity;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;

/** Keys made once for all tests. */
final class TestKeys {

    static final String ORIGIN = "localhost/exm/audit";
    static final SecureRandom RANDOM = new SecureRandom();
    static final SoftwareSigner ROOT = ed25519();
    static final SoftwareSigner TARGETS = ed25519();
    static final SoftwareSigner POLICY = ed25519();
    static final SoftwareSigner PRODUCT = ed25519();
    static final SoftwareSigner SNAPSHOT = ed25519();
    static final SoftwareSigner TIMESTAMP = ed25519();
    static final SoftwareSigner DIRECTOR = ed25519();
    static final NoteSigner LOG = new NoteSigner(ORIGIN, ed25519());
    static final SoftwareSigner AUTHOR = ecdsa();
    static final SoftwareSigner TESTER = ecdsa();
    static final SoftwareSigner APPROVER = ecdsa();
    static final SoftwareSigner DEVICE = ecdsa();
    static final CertificateAuthority DEVICE_CA = authority();

    private TestKeys() {}

    private static CertificateAuthority authority() {
        SoftwareSigner key = ecdsa();
        X509Certificate certificate = CertificateAuthority.selfSigned("Device CA", key, validity(), RANDOM)
                .certificate();
        return new CertificateAuthority(certificate, key, RANDOM);
    }

    static X509Certificate certificate(String manufacturer, String device) {
        return DEVICE_CA.issueDevice(DEVICE.publicKey(), new DeviceIdentity(manufacturer, device), validity());
    }

    static Validity validity() {
        return Validity.from(Simulator.START.minus(Duration.ofDays(30)), Duration.ofDays(3650));
    }

    static SoftwareSigner ed25519() {
        return SoftwareSigner.generate(KeyAlgorithm.ED25519, RANDOM);
    }

    static SoftwareSigner ecdsa() {
        return SoftwareSigner.generate(KeyAlgorithm.ECDSA_P256, RANDOM);
    }
}
