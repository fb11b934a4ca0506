package io.suture.trust.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import org.bouncycastle.asn1.pkcs.EncryptedPrivateKeyInfo;
import org.bouncycastle.asn1.pkcs.PBES2Parameters;
import org.bouncycastle.asn1.pkcs.PBKDF2Params;
import org.bouncycastle.util.encoders.Hex;
import org.junit.jupiter.api.Test;

/** Keys of one folder share a salt, and nothing else. */
class KeyPassphraseTest {

    /** OpenSSL's defaults of long ago: 2048 iterations. */
    private static final int FEW = 2048;

    private final SecureRandom random = new SecureRandom();
    private final SoftwareSigner first = SoftwareSigner.generate(KeyAlgorithm.ED25519, random);
    private final SoftwareSigner second = SoftwareSigner.generate(KeyAlgorithm.ED25519, random);

    private static KeyPassphrase passphrase() {
        return new KeyPassphrase("test".toCharArray());
    }

    @Test
    void whenKeysAreEncryptedUnderOnePassphraseThenTheyShareASaltAndNoVector() {
        KeyPassphrase passphrase = passphrase();
        String one = first.toEncryptedPem(passphrase, random);
        String two = second.toEncryptedPem(passphrase, random);
        assertThat(salt(two)).isEqualTo(salt(one)).hasSize(32);
        assertThat(vector(two)).isNotEqualTo(vector(one));
        assertThat(salt(first.toEncryptedPem(passphrase(), random))).isNotEqualTo(salt(one));
    }

    @Test
    void whenAnotherProcessOpensThemThenItReadsBothAndGoesOnWithTheirSalt() {
        KeyPassphrase before = passphrase();
        String one = first.toEncryptedPem(before, random);
        String two = second.toEncryptedPem(before, random);
        KeyPassphrase after = passphrase();
        assertThat(SoftwareSigner.fromEncryptedPem(one, after).publicKey()).isEqualTo(first.publicKey());
        assertThat(SoftwareSigner.fromEncryptedPem(two, after).publicKey()).isEqualTo(second.publicKey());
        assertThat(salt(first.toEncryptedPem(after, random))).isEqualTo(salt(one));
    }

    @Test
    void whenThePassphraseIsWrongThenNothingIsOpenedAndNoSaltIsTakenOver() {
        String pem = first.toEncryptedPem(passphrase(), random);
        KeyPassphrase wrong = new KeyPassphrase("other".toCharArray());
        assertThatThrownBy(() -> SoftwareSigner.fromEncryptedPem(pem, wrong)).isInstanceOf(KeyFormatException.class);
        assertThat(salt(second.toEncryptedPem(wrong, random))).isNotEqualTo(salt(pem));
    }

    @Test
    void whenAFileIsStretchedTooLittleThenItsSaltIsNotUsedForOthers() throws Exception {
        KeyPassphrase passphrase = passphrase();
        KeyPassphrase.Stretch weak =
                new KeyPassphrase.Stretch(KeyPassphrase.DERIVATION, "00".repeat(16), FEW, KeyPassphrase.BITS);
        passphrase.proven(weak, passphrase.key(weak));
        assertThat(passphrase.forEncrypting(random).iterations()).isEqualTo(KeyPassphrase.ITERATIONS);
        assertThat(passphrase.forEncrypting(random).salt()).isNotEqualTo(weak.salt());
    }

    @Test
    void whenAKeyIsNotEncryptedThenItIsNotTakenForOne() {
        assertThatThrownBy(() -> SoftwareSigner.fromEncryptedPem(first.toPem(), passphrase()))
                .isInstanceOf(KeyFormatException.class)
                .hasMessageContaining("encrypted");
    }

    private static PBES2Parameters parameters(String pem) {
        return PBES2Parameters.getInstance(
                EncryptedPrivateKeyInfo.getInstance(Pem.parse(pem).der())
                        .getEncryptionAlgorithm()
                        .getParameters());
    }

    private static String salt(String pem) {
        return Hex.toHexString(
                PBKDF2Params.getInstance(parameters(pem).getKeyDerivationFunc().getParameters())
                        .getSalt());
    }

    private static String vector(String pem) {
        return parameters(pem).getEncryptionScheme().getParameters().toString();
    }
}
