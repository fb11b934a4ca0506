package io.suture.trust.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.Signature;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SoftwareSignerTest {

    private static final byte[] MESSAGE = "a patch".getBytes(StandardCharsets.UTF_8);
    private final SecureRandom random = new SecureRandom();

    @ParameterizedTest
    @EnumSource(value = KeyAlgorithm.class, names = "RSA_PSS", mode = EnumSource.Mode.EXCLUDE)
    void whenSignedThenOnlyTheSameMessageVerifies(KeyAlgorithm algorithm) {
        SoftwareSigner signer = SoftwareSigner.generate(algorithm, random);
        byte[] signature = signer.sign(MESSAGE);
        assertThat(signer.publicKey().verify(MESSAGE, signature)).isTrue();
        assertThat(signer.publicKey().verify(new byte[] {1}, signature)).isFalse();
        assertThat(SoftwareSigner.generate(algorithm, random).publicKey().verify(MESSAGE, signature))
                .isFalse();
    }

    @ParameterizedTest
    @EnumSource(value = KeyAlgorithm.class, names = "RSA_PSS", mode = EnumSource.Mode.EXCLUDE)
    void whenAnyBitOfASignatureChangesThenItDoesNotVerify(KeyAlgorithm algorithm) {
        SoftwareSigner signer = SoftwareSigner.generate(algorithm, random);
        byte[] signature = signer.sign(MESSAGE);
        for (int i = 0; i < signature.length; i++) {
            byte[] changed = signature.clone();
            changed[i] ^= 1;
            assertThat(signer.publicKey().verify(MESSAGE, changed))
                    .as("byte %d", i)
                    .isFalse();
        }
        assertThat(signer.publicKey().verify(MESSAGE, new byte[0])).isFalse();
    }

    @ParameterizedTest
    @EnumSource(value = KeyAlgorithm.class, names = "RSA_PSS", mode = EnumSource.Mode.EXCLUDE)
    void whenWrittenAsPemThenTheSameKeyIsRead(KeyAlgorithm algorithm) {
        SoftwareSigner signer = SoftwareSigner.generate(algorithm, random);
        SoftwareSigner read = SoftwareSigner.fromPem(signer.toPem(), null);
        assertThat(read.publicKey()).isEqualTo(signer.publicKey());
        assertThat(signer.publicKey().verify(MESSAGE, read.sign(MESSAGE))).isTrue();
        assertThat(PublicKey.fromPem(signer.publicKey().toPem())).isEqualTo(signer.publicKey());
        assertThat(PublicKey.fromTuf(signer.publicKey().toTuf()).keyId())
                .isEqualTo(signer.publicKey().keyId());
    }

    @ParameterizedTest
    @EnumSource(value = KeyAlgorithm.class, names = "RSA_PSS", mode = EnumSource.Mode.EXCLUDE)
    void whenEncryptedThenOnlyThePassphraseOpens(KeyAlgorithm algorithm) {
        SoftwareSigner signer = SoftwareSigner.generate(algorithm, random);
        String pem = signer.toEncryptedPem("pässword".toCharArray(), random);
        assertThat(pem).startsWith("-----BEGIN ENCRYPTED PRIVATE KEY-----\n");
        assertThat(SoftwareSigner.fromPem(pem, "pässword".toCharArray()).publicKey())
                .isEqualTo(signer.publicKey());
        assertThatThrownBy(() -> SoftwareSigner.fromPem(pem, null)).isInstanceOf(KeyFormatException.class);
        assertThatThrownBy(() -> SoftwareSigner.fromPem(pem, "password".toCharArray()))
                .isInstanceOf(KeyFormatException.class);
    }

    @ParameterizedTest
    @EnumSource(names = {"ED25519", "ECDSA_P256", "ECDSA_P384"})
    void whenTheJdkSignsWithTheSameKeyThenItVerifies(KeyAlgorithm algorithm) throws GeneralSecurityException {
        SoftwareSigner signer = SoftwareSigner.generate(algorithm, random);
        String name = switch (algorithm) {
            case ED25519 -> "Ed25519";
            case ECDSA_P256 -> "SHA256withECDSA";
            case ECDSA_P384 -> "SHA384withECDSA";
            default -> throw new IllegalArgumentException(algorithm.name());
        };
        Signature jdk = Signature.getInstance(name);
        jdk.initSign(signer.jcaPrivateKey());
        jdk.update(MESSAGE);
        assertThat(signer.publicKey().verify(MESSAGE, jdk.sign())).isTrue();
        jdk.initVerify(signer.publicKey().jcaPublicKey());
        jdk.update(MESSAGE);
        assertThat(jdk.verify(signer.sign(MESSAGE))).isTrue();
    }
}
