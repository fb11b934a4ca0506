package io.suture.trust.pki;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.suture.trust.key.KeyAlgorithm;
import io.suture.trust.key.SoftwareSigner;
import java.security.SecureRandom;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.pkcs.PKCS10CertificationRequestBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CertificateRequestTest {

    private static final SecureRandom RANDOM = new SecureRandom();
    private final SoftwareSigner signer = SoftwareSigner.generate(KeyAlgorithm.ECDSA_P256, RANDOM);

    @ParameterizedTest
    @EnumSource(names = {"ED25519", "ECDSA_P256", "ECDSA_P384"})
    void whenTheRequestIsSignedByItsKeyThenTheKeyIsReturned(KeyAlgorithm algorithm) {
        SoftwareSigner own = SoftwareSigner.generate(algorithm, RANDOM);
        assertThat(CertificateRequest.verify(CertificateRequest.create(own, "D-001")))
                .isEqualTo(own.publicKey());
    }

    @Test
    void whenTheRequestWasSignedByAnotherKeyThenItIsNotProven() throws Exception {
        SoftwareSigner other = SoftwareSigner.generate(KeyAlgorithm.ECDSA_P256, RANDOM);
        SoftwareSigner edwards = SoftwareSigner.generate(KeyAlgorithm.ED25519, RANDOM);
        for (SoftwareSigner forger : List.of(other, edwards)) {
            byte[] forged = new PKCS10CertificationRequestBuilder(
                            new X500Name("CN=D-001"),
                            SubjectPublicKeyInfo.getInstance(signer.publicKey().spki()))
                    .build(new SignerAdapter(forger))
                    .getEncoded();
            refused(Pem.encode("CERTIFICATE REQUEST", forged), "not-proven");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"ML_DSA_44", "ML_DSA_65", "ML_DSA_87"})
    void whenTlsCannotUseTheKeyThenTheRequestIsRefused(KeyAlgorithm algorithm) throws Exception {
        SoftwareSigner own = SoftwareSigner.generate(algorithm, RANDOM);
        byte[] request = new PKCS10CertificationRequestBuilder(
                        new X500Name("CN=D-001"),
                        SubjectPublicKeyInfo.getInstance(own.publicKey().spki()))
                .build(new SignerAdapter(signer))
                .getEncoded();
        String pem = Pem.encode("CERTIFICATE REQUEST", request);
        assertThat(pem.length()).isLessThan(PkiLimits.MAX_REQUEST_CHARS);
        refused(pem, "not-a-request");
    }

    @Test
    void whenAnyByteOfTheRequestChangesThenItIsRefused() {
        String pem = CertificateRequest.create(signer, "D-001");
        byte[] der = Pem.decode("CERTIFICATE REQUEST", pem, PkiLimits.MAX_REQUEST_CHARS)
                .get(0);
        for (int i = 0; i < der.length; i++) {
            byte[] changed = der.clone();
            changed[i] ^= 1;
            String text = Pem.encode("CERTIFICATE REQUEST", changed);
            assertThatThrownBy(() -> CertificateRequest.verify(text))
                    .as("byte %d", i)
                    .isInstanceOf(PkiException.class);
        }
    }

    @Test
    void whenTheTextIsNotOneRequestThenItIsRefused() {
        String pem = CertificateRequest.create(signer, "D-001");
        refused(pem + pem, "not-a-request");
        refused("", "not-pem");
        refused(pem.replace("CERTIFICATE REQUEST", "CERTIFICATE"), "not-pem");
        refused(Pem.encode("CERTIFICATE REQUEST", new byte[] {1, 2, 3}), "not-a-request");
        refused("-----BEGIN CERTIFICATE REQUEST-----\nA\n-----END CERTIFICATE REQUEST-----\n", "not-pem");
    }

    @Test
    void whenTheTextIsAsLongAsAllowedThenAcceptedAndOneMoreRefused() {
        String pem = CertificateRequest.create(signer, "D-001");
        String longest = pem + "\n".repeat(PkiLimits.MAX_REQUEST_CHARS - pem.length());
        assertThat(CertificateRequest.verify(longest)).isEqualTo(signer.publicKey());
        refused(longest + "\n", "too-large");
    }

    private static void refused(String pem, String code) {
        assertThatThrownBy(() -> CertificateRequest.verify(pem))
                .isInstanceOfSatisfying(
                        PkiException.class, e -> assertThat(e.code()).isEqualTo(code));
    }
}
