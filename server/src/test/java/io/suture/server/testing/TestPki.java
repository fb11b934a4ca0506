package io.suture.server.testing;

import io.suture.trust.key.KeyAlgorithm;
import io.suture.trust.key.SoftwareSigner;
import io.suture.trust.pki.CertificateAuthority;
import io.suture.trust.pki.Certificates;
import io.suture.trust.pki.DeviceIdentity;
import io.suture.trust.pki.TlsContexts;
import io.suture.trust.pki.Validity;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import javax.net.ssl.SSLContext;

/** Authorities and identities of one test. */
public final class TestPki {

    private static final SecureRandom RANDOM = new SecureRandom();

    private final Validity validity = Validity.from(Instant.now().minus(Duration.ofHours(2)), Duration.ofDays(30));
    private final CertificateAuthority serverCa = authority("Test server CA");
    private final SoftwareSigner deviceCaKey = key();
    private final CertificateAuthority deviceCa =
            CertificateAuthority.selfSigned("Test device CA", deviceCaKey, validity, RANDOM);
    private final SoftwareSigner serverKey = key();
    private final X509Certificate server =
            serverCa.issueServer(serverKey.publicKey(), List.of("localhost", "127.0.0.1"), validity);

    public static SoftwareSigner key() {
        return SoftwareSigner.generate(KeyAlgorithm.ECDSA_P256, RANDOM);
    }

    public CertificateAuthority authority(String name) {
        return CertificateAuthority.selfSigned(name, key(), validity, RANDOM);
    }

    public X509Certificate serverCertificate() {
        return server;
    }

    public SoftwareSigner serverKey() {
        return serverKey;
    }

    public X509Certificate deviceCaCertificate() {
        return deviceCa.certificate();
    }

    public SoftwareSigner deviceCaKey() {
        return deviceCaKey;
    }

    public String serverPem() {
        return Certificates.toPem(server);
    }

    /** The authority that vouches for the server, as PEM. */
    public String serverCaPem() {
        return Certificates.toPem(serverCa.certificate());
    }

    /** What a client without an identity needs. */
    public SSLContext client() {
        return TlsContexts.client(List.of(serverCa.certificate()), null);
    }

    public SSLContext client(X509Certificate certificate, SoftwareSigner key) {
        return TlsContexts.client(List.of(serverCa.certificate()), new TlsContexts.Identity(List.of(certificate), key));
    }

    public X509Certificate device(String manufacturer, String id, SoftwareSigner key) {
        return device(deviceCa, manufacturer, id, key);
    }

    public X509Certificate device(CertificateAuthority by, String manufacturer, String id, SoftwareSigner key) {
        return by.issueDevice(key.publicKey(), new DeviceIdentity(manufacturer, id), validity);
    }
}
