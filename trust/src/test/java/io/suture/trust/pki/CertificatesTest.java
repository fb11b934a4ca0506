package io.suture.trust.pki;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.suture.trust.key.KeyAlgorithm;
import io.suture.trust.key.SoftwareSigner;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class CertificatesTest {

    private static final Validity LIFE = Validity.from(Instant.parse("2026-01-01T00:00:00Z"), Duration.ofDays(1));

    @Test
    void whenCertificatesAreWrittenAndReadThenTheyAreTheSameInOrder() {
        List<X509Certificate> chain = List.of(some("one"), some("two"));
        assertThat(Certificates.parsePem("a comment\n" + Certificates.toPem(chain)))
                .isEqualTo(chain);
    }

    @Test
    void whenTheTextHoldsNoCertificateThenItIsRefused() {
        refused("", "not-pem");
        refused(Pem.encode("CERTIFICATE", new byte[] {0}), "not-a-certificate");
    }

    @Test
    void whenTheTextIsAsLongAsAllowedThenReadAndOneMoreRefused() {
        String pem = Certificates.toPem(some("one"));
        String longest = pem + " ".repeat(PkiLimits.MAX_CERTIFICATES_CHARS - pem.length());
        assertThat(Certificates.parsePem(longest)).hasSize(1);
        refused(longest + " ", "too-large");
    }

    @Test
    void whenALifeTimeIsEmptyThenItIsRefused() {
        assertThatThrownBy(() -> Validity.from(LIFE.notBefore(), Duration.ofMillis(10)))
                .isInstanceOfSatisfying(
                        PkiException.class, e -> assertThat(e.code()).isEqualTo("bad-validity"));
    }

    private static void refused(String pem, String code) {
        assertThatThrownBy(() -> Certificates.parsePem(pem))
                .isInstanceOfSatisfying(
                        PkiException.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    private static X509Certificate some(String name) {
        SecureRandom random = new SecureRandom();
        SoftwareSigner key = SoftwareSigner.generate(KeyAlgorithm.ECDSA_P256, random);
        return CertificateAuthority.selfSigned(name, key, LIFE, random).certificate();
    }
}
