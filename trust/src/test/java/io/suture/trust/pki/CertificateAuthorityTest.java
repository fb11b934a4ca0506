package io.suture.trust.pki;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.suture.trust.key.KeyAlgorithm;
import io.suture.trust.key.SoftwareSigner;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Date;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CertificateAuthorityTest {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Validity LIFE = Validity.from(START, Duration.ofDays(3650));
    private static final Validity YEAR = Validity.from(START, Duration.ofDays(365));

    private final SoftwareSigner key = SoftwareSigner.generate(KeyAlgorithm.ECDSA_P256, RANDOM);
    private final CertificateAuthority authority = CertificateAuthority.selfSigned("Test CA", key, LIFE, RANDOM);
    private final SoftwareSigner subject = SoftwareSigner.generate(KeyAlgorithm.ECDSA_P256, RANDOM);

    @ParameterizedTest
    @EnumSource(names = {"ED25519", "ECDSA_P256", "ECDSA_P384"})
    void whenAnAuthorityIsMadeThenItVouchesForItself(KeyAlgorithm algorithm) throws Exception {
        SoftwareSigner signer = SoftwareSigner.generate(algorithm, RANDOM);
        X509Certificate made =
                CertificateAuthority.selfSigned("CA", signer, LIFE, RANDOM).certificate();
        made.verify(made.getPublicKey());
        assertThat(made.getBasicConstraints()).isZero();
        assertThat(made.getKeyUsage()).containsExactly(false, false, false, false, false, true, true, false, false);
    }

    @Test
    void whenAServerCertificateIsIssuedThenItIsForServersAndNamesEveryAddress() throws Exception {
        X509Certificate issued =
                authority.issueServer(subject.publicKey(), List.of("localhost", "127.0.0.1", "::1"), YEAR);
        issued.verify(authority.certificate().getPublicKey());
        assertThat(issued.getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.1");
        assertThat(issued.getBasicConstraints()).isEqualTo(-1);
        assertThat(issued.getSubjectAlternativeNames())
                .extracting(n -> (Object) n.get(1))
                .containsExactly("localhost", "127.0.0.1", "0:0:0:0:0:0:0:1");
    }

    @Test
    void whenADeviceCertificateIsIssuedThenItIsForClientsAndNamesTheDevice() throws Exception {
        X509Certificate issued = authority.issueDevice(subject.publicKey(), new DeviceIdentity("exm", "D-001"), YEAR);
        issued.verify(authority.certificate().getPublicKey());
        assertThat(issued.getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.2");
        assertThat(issued.getKeyUsage()[0]).isTrue();
        assertThat(Certificates.publicKeyOf(issued)).isEqualTo(subject.publicKey());
        assertThat(DeviceIdentity.of(issued)).isEqualTo(new DeviceIdentity("exm", "D-001"));
    }

    @Test
    void whenTwoCertificatesAreIssuedThenTheirSerialsDifferAndArePositive() {
        var first =
                authority.issueServer(subject.publicKey(), List.of("a"), YEAR).getSerialNumber();
        var second =
                authority.issueServer(subject.publicKey(), List.of("a"), YEAR).getSerialNumber();
        assertThat(first).isNotEqualTo(second).isPositive();
        assertThat(first.toByteArray()).hasSize(16);
    }

    @Test
    void whenTheLifeTimeReachesPastTheAuthorityThenItIsCut() {
        Validity wanted = new Validity(START.minusSeconds(5), LIFE.notAfter().plusSeconds(5));
        X509Certificate issued = authority.issueServer(subject.publicKey(), List.of("a"), wanted);
        assertThat(issued.getNotBefore()).isEqualTo(Date.from(START));
        assertThat(issued.getNotAfter()).isEqualTo(Date.from(LIFE.notAfter()));
    }

    @Test
    void whenTheLifeTimeLiesOutsideTheAuthorityThenItIsRefused() {
        Validity wanted = Validity.from(LIFE.notAfter().plusSeconds(1), Duration.ofDays(1));
        refused(
                () -> authority.issueServer(subject.publicKey(), List.of("a"), wanted),
                PkiException.Problem.BAD_VALIDITY);
    }

    @Test
    void whenTheCertificateIsNoAuthorityThenItCannotIssue() {
        X509Certificate leaf = authority.issueServer(subject.publicKey(), List.of("a"), YEAR);
        refused(() -> new CertificateAuthority(leaf, subject, RANDOM), PkiException.Problem.NOT_AN_AUTHORITY);
    }

    @Test
    void whenTheKeyIsNotTheAuthoritysThenItIsRefused() {
        refused(
                () -> new CertificateAuthority(authority.certificate(), subject, RANDOM),
                PkiException.Problem.KEY_MISMATCH);
    }

    @Test
    void whenAServerNameIsNoNameThenItIsRefused() {
        for (String bad : List.of("", "a b", "-a", "a..b", "*.example", "x".repeat(64), "1.2.3.4/24")) {
            refused(
                    () -> authority.issueServer(subject.publicKey(), List.of(bad), YEAR),
                    PkiException.Problem.BAD_NAME);
        }
    }

    @Test
    void whenThereAreAsManyNamesAsAllowedThenIssuedAndOneMoreRefused() {
        List<String> most = Collections.nCopies(PkiLimits.MAX_SERVER_NAMES, "a");
        assertThat(authority.issueServer(subject.publicKey(), most, YEAR)).isNotNull();
        List<String> over = Collections.nCopies(PkiLimits.MAX_SERVER_NAMES + 1, "a");
        refused(() -> authority.issueServer(subject.publicKey(), over, YEAR), PkiException.Problem.BAD_NAME);
        refused(() -> authority.issueServer(subject.publicKey(), List.of(), YEAR), PkiException.Problem.BAD_NAME);
    }

    private static void refused(
            org.assertj.core.api.ThrowableAssert.ThrowingCallable call, PkiException.Problem problem) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        PkiException.class, e -> assertThat(e.problem()).isEqualTo(problem));
    }
}
