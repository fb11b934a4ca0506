package io.suture.device.agent;

import io.suture.trust.key.PublicKey;
import io.suture.trust.pki.Certificates;
import io.suture.trust.pki.DeviceIdentity;
import io.suture.trust.pki.PkiException;
import java.security.cert.X509Certificate;

/** Certificate, key and configuration must mean the same device. */
final class IdentityCheck {

    private final DeviceIdentity expected;
    private final X509Certificate certificate;
    private final PublicKey key;
    private final Reporter reporter;

    IdentityCheck(DeviceIdentity expected, X509Certificate certificate, PublicKey key, Reporter reporter) {
        this.expected = expected;
        this.certificate = certificate;
        this.key = key;
        this.reporter = reporter;
    }

    void certificate() {
        DeviceIdentity named = named();
        require(named.equals(expected), "the certificate names " + text(named));
        require(Certificates.publicKeyOf(certificate).equals(key), "the certificate has another key");
        reporter.ok("identity", text(expected));
    }

    private DeviceIdentity named() {
        try {
            return DeviceIdentity.of(certificate);
        } catch (PkiException e) {
            throw refusal(String.valueOf(e.getMessage()));
        }
    }

    private void require(boolean condition, String found) {
        if (!condition) {
            throw refusal(found);
        }
    }

    private RefusedException refusal(String found) {
        return new RefusedException(new Refusal.IdentityMismatch(text(expected), found));
    }

    private static String text(DeviceIdentity identity) {
        return identity.manufacturer() + "/" + identity.device();
    }
}
