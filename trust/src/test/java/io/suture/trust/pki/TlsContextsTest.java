package io.suture.trust.pki;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.suture.trust.key.KeyAlgorithm;
import io.suture.trust.key.SoftwareSigner;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.Test;

class TlsContextsTest {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Validity LIFE = Validity.from(Instant.now().minusSeconds(3600), Duration.ofDays(30));

    private final CertificateAuthority authority = authority();
    private final SoftwareSigner serverKey = key();
    private final SoftwareSigner deviceKey = key();

    @Test
    void whenBothSidesAreTrustedThenTls13IsAgreedAndTheDeviceIsKnown() throws Exception {
        SSLEngine server = server(true, "localhost");
        connect(client(authority, device()), server);
        assertThat(server.getSession().getProtocol()).isEqualTo("TLSv1.3");
        X509Certificate peer = (X509Certificate) server.getSession().getPeerCertificates()[0];
        assertThat(DeviceIdentity.of(peer)).isEqualTo(new DeviceIdentity("exm", "D-001"));
    }

    @Test
    void whenTheServerIsOfAnotherAuthorityThenTheClientRefuses() {
        assertThatThrownBy(() -> connect(client(authority(), null), server(false, "localhost")))
                .isInstanceOf(SSLException.class);
    }

    @Test
    void whenTheServerHasAnotherNameThenTheClientRefuses() {
        assertThatThrownBy(() -> connect(client(authority, null), server(false, "elsewhere")))
                .isInstanceOf(SSLException.class);
    }

    @Test
    void whenTheServerOnlySpeaksTls12ThenTheClientRefuses() {
        SSLEngine old = server(false, "localhost");
        old.setEnabledProtocols(new String[] {"TLSv1.2"});
        assertThatThrownBy(() -> connect(client(authority, null), old)).isInstanceOf(SSLException.class);
    }

    @Test
    void whenADeviceCertificateIsUsedAsServerThenTheClientRefuses() {
        assertThatThrownBy(() -> connect(client(authority, null), engine(device(), false)))
                .isInstanceOf(SSLException.class);
    }

    @Test
    void whenTheDevicesClockIsBehindItsOwnCertificateThenTheServerIsStillTrusted() throws Exception {
        Instant now = Instant.now();
        Validity later = Validity.from(now.plus(Duration.ofDays(1)), Duration.ofDays(30));
        CertificateAuthority ahead = CertificateAuthority.selfSigned("ahead", key(), later, RANDOM);
        TlsContexts.Identity own = new TlsContexts.Identity(
                List.of(ahead.issueDevice(deviceKey.publicKey(), new DeviceIdentity("exm", "D-001"), later)),
                deviceKey);
        TlsContexts.Identity server = new TlsContexts.Identity(
                List.of(ahead.issueServer(serverKey.publicKey(), List.of("localhost"), later)), serverKey);
        List<X509Certificate> trusted = List.of(ahead.certificate());
        connect(asClient(TlsContexts.device(trusted, own, now)), engine(server, false));
        assertThatThrownBy(() -> connect(asClient(TlsContexts.client(trusted, own)), engine(server, false)))
                .isInstanceOf(SSLException.class);
    }

    @Test
    void whenTheKeyIsNotTheCertificatesThenThereIsNoIdentity() {
        X509Certificate other = authority.issueServer(serverKey.publicKey(), List.of("a"), LIFE);
        assertThatThrownBy(() -> new TlsContexts.Identity(List.of(other), deviceKey))
                .isInstanceOfSatisfying(
                        PkiException.class, e -> assertThat(e.code()).isEqualTo("key-mismatch"));
    }

    private TlsContexts.Identity device() {
        X509Certificate own = authority.issueDevice(deviceKey.publicKey(), new DeviceIdentity("exm", "D-001"), LIFE);
        return new TlsContexts.Identity(List.of(own, authority.certificate()), deviceKey);
    }

    private SSLEngine server(boolean authenticate, String name) {
        X509Certificate own = authority.issueServer(serverKey.publicKey(), List.of(name), LIFE);
        return engine(new TlsContexts.Identity(List.of(own), serverKey), authenticate);
    }

    private SSLEngine engine(TlsContexts.Identity identity, boolean authenticate) {
        SSLEngine engine =
                TlsContexts.client(List.of(authority.certificate()), identity).createSSLEngine();
        engine.setUseClientMode(false);
        engine.setNeedClientAuth(authenticate);
        return engine;
    }

    private static SSLEngine client(CertificateAuthority trusted, TlsContexts.Identity identity) {
        return asClient(TlsContexts.client(List.of(trusted.certificate()), identity));
    }

    private static SSLEngine asClient(SSLContext context) {
        SSLEngine engine = context.createSSLEngine("localhost", 443);
        engine.setUseClientMode(true);
        engine.setSSLParameters(TlsContexts.clientParameters());
        return engine;
    }

    private static void connect(SSLEngine client, SSLEngine server) throws SSLException {
        ByteBuffer toServer = ByteBuffer.allocate(64 * 1024);
        ByteBuffer toClient = ByteBuffer.allocate(64 * 1024);
        client.beginHandshake();
        server.beginHandshake();
        for (int i = 0; i < 100 && !(settled(client) && settled(server) && toClient.position() == 0); i++) {
            step(client, toClient, toServer);
            step(server, toServer, toClient);
        }
        assertThat(settled(client) && settled(server)).isTrue();
    }

    private static boolean settled(SSLEngine engine) {
        return engine.getHandshakeStatus() == HandshakeStatus.NOT_HANDSHAKING;
    }

    private static void step(SSLEngine engine, ByteBuffer in, ByteBuffer out) throws SSLException {
        ByteBuffer scratch = ByteBuffer.allocate(64 * 1024);
        switch (engine.getHandshakeStatus()) {
            case NEED_WRAP -> engine.wrap(ByteBuffer.allocate(0), out);
            case NEED_TASK -> engine.getDelegatedTask().run();
            default -> {
                in.flip();
                engine.unwrap(in, scratch);
                in.compact();
            }
        }
    }

    private static CertificateAuthority authority() {
        return CertificateAuthority.selfSigned("Test CA", key(), LIFE, RANDOM);
    }

    private static SoftwareSigner key() {
        return SoftwareSigner.generate(KeyAlgorithm.ECDSA_P256, RANDOM);
    }
}
