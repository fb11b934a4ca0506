package io.suture.server.fleet;

import io.suture.server.runtime.ExampleKeys;
import io.suture.server.runtime.PemText;
import io.suture.server.runtime.RefusedStartException;
import io.suture.trust.key.KeyFormatException;
import io.suture.trust.key.PublicKey;
import io.suture.trust.key.SoftwareSigner;
import io.suture.trust.pki.CertificateAuthority;
import io.suture.trust.pki.DeviceIdentity;
import io.suture.trust.pki.PkiException;
import io.suture.trust.pki.Validity;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;

/** The device CA with its key in a PEM file. */
final class FileDeviceAuthority implements DeviceAuthority {

    /** A device's clock may be a little behind. */
    private static final Duration BACKDATE = Duration.ofHours(1);

    private final CertificateAuthority authority;
    private final Duration lifetime;
    private final Clock clock;

    private FileDeviceAuthority(CertificateAuthority authority, Duration lifetime, Clock clock) {
        this.authority = authority;
        this.lifetime = lifetime;
        this.clock = clock;
    }

    static FileDeviceAuthority open(
            DeviceAuthoritySettings settings,
            FleetSettings fleet,
            ExampleKeys examples,
            Clock clock,
            SecureRandom random) {
        X509Certificate certificate = PemText.certificate(settings.caCertificate(), "suture.device.ca-certificate");
        try {
            SoftwareSigner key = SoftwareSigner.fromPem(PemText.read(settings.caKey(), "suture.device.ca-key"), null);
            examples.require(key.publicKey().fingerprint(), "suture.device.ca-key");
            return new FileDeviceAuthority(
                    new CertificateAuthority(certificate, key, random), fleet.certificateLifetime(), clock);
        } catch (KeyFormatException | PkiException e) {
            throw new RefusedStartException(
                    "suture.device.ca-key cannot be used: " + e.getMessage(),
                    "Set it to the PEM private key of suture.device.ca-certificate.",
                    e);
        }
    }

    @Override
    public X509Certificate certificate() {
        return authority.certificate();
    }

    @Override
    public X509Certificate issue(PublicKey key, DeviceIdentity device) {
        Validity validity =
                new Validity(clock.instant().minus(BACKDATE), clock.instant().plus(lifetime));
        return authority.issueDevice(key, device, validity);
    }
}
