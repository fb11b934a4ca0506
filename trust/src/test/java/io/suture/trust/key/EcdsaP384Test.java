package io.suture.trust.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.bouncycastle.crypto.signers.StandardDSAEncoding;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** ECDSA on P-384 with SHA-384: the vectors of RFC 6979 A.2.6, and keys and signatures that must be refused. */
class EcdsaP384Test {

    private static final BigInteger ORDER = EcdsaCurve.P384.domain().getN();
    private static final String SECRET =
            "6B9D3DAD2E1B8C1C05B19875B6659F4DE23C3B667BF297BA9AA47740787137D896D5724E4C70A825F872C9EA60D2EDF5";
    private static final String POINT =
            "04EC3A4E415B4E19A4568618029F427FA5DA9A8BC4AE92E02E06AAE5286B300C64DEF8F0EA9055866064A254515480BC13"
                    + "8015D9B72D7D57244EA8EF9AC0C621896708A59367F9DFB9F54CA84B3F1C9DB1288B231C3AE0D4FE7344FD2533264720";
    private static final String SPKI_PREFIX = "3076301006072A8648CE3D020106052B81040022036200";

    private final SoftwareSigner signer = rfc6979Signer();

    @ParameterizedTest
    @CsvSource({
        "sample, 94EDBB92A5ECB8AAD4736E56C691916B3F88140666CE9FA73D64C4EA95AD133C81A648152E44ACF96E36DD1E80FABE46,"
                + "99EF4AEB15F178CEA1FE40DB2603138F130E740A19624526203B6351D0A3A94FA329C145786E679E7B82C71A38628AC8",
        "test, 8203B63D3C853E8D77227FB377BCF7B7B772E97892A80F36AB775D509D7A5FEB0542A7F0812998DA8F1DD3CA3CF023DB,"
                + "DDD0760448D42D8A43AF45AF836FCE4DE8BE06B485E9B61B827C2F13173923E06A739F040649A667BF3B828246BAA5A5"
    })
    void whenSignedThenTheRfcVectorsComeOut(String message, String r, String s) throws IOException {
        byte[] signature = der(new BigInteger(r, 16), new BigInteger(s, 16));
        assertThat(signer.publicKey().spki()).isEqualTo(hex(SPKI_PREFIX + POINT));
        assertThat(signer.sign(utf8(message))).isEqualTo(signature);
        assertThat(signer.publicKey().verify(utf8(message), signature)).isTrue();
        assertThat(signer.publicKey().verify(utf8("other"), signature)).isFalse();
        assertThat(signer.publicKey().verify(utf8(message), hex(r + s)))
                .as("raw form")
                .isFalse();
    }

    @Test
    void whenASignatureIsZeroOrOutOfRangeThenItIsInvalid() throws IOException {
        byte[] order = ORDER.toByteArray();
        assertThat(verifies(hex("3006020100020100"))).isFalse();
        assertThat(verifies(hex("3006020101020100"))).isFalse();
        assertThat(verifies(sequence(integer(order), integer(order)))).isFalse();
        assertThat(verifies(sequence(
                        integer(new byte[] {1}),
                        integer(ORDER.add(BigInteger.ONE).toByteArray()))))
                .isFalse();
    }

    @Test
    void whenASignatureIsNotTheOneDerFormThenItIsInvalid() {
        byte[] good = signer.sign(utf8("sample"));
        byte[] longer = Arrays.copyOf(good, good.length + 1);
        byte[] longLength = new byte[good.length + 1];
        longLength[0] = 0x30;
        longLength[1] = (byte) 0x81;
        System.arraycopy(good, 1, longLength, 2, good.length - 1);
        assertThat(good[1]).as("short form of the length").isPositive();
        assertThat(verifies(good)).isTrue();
        assertThat(verifies(longer)).as("a byte after it").isFalse();
        assertThat(verifies(longLength)).as("long form of the length").isFalse();
        assertThat(verifies(withLeadingZero(good))).as("a padded integer").isFalse();
        assertThat(verifies(Arrays.copyOf(good, good.length - 1))).as("cut").isFalse();
    }

    private boolean verifies(byte[] signature) {
        return signer.publicKey().verify(utf8("sample"), signature);
    }

    /** The same r with one more zero byte in front. */
    private static byte[] withLeadingZero(byte[] signature) {
        int length = signature[3];
        byte[] r = Arrays.copyOfRange(signature, 4, 4 + length);
        byte[] rest = Arrays.copyOfRange(signature, 4 + length, signature.length);
        byte[] padded = new byte[r.length + 1];
        System.arraycopy(r, 0, padded, 1, r.length);
        return sequence(integer(padded), rest);
    }

    private static byte[] integer(byte[] content) {
        return tagged(0x02, content);
    }

    private static byte[] sequence(byte[] first, byte[] second) {
        byte[] content = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, content, first.length, second.length);
        return tagged(0x30, content);
    }

    private static byte[] tagged(int tag, byte[] content) {
        byte[] out = new byte[content.length + 2];
        out[0] = (byte) tag;
        out[1] = (byte) content.length;
        System.arraycopy(content, 0, out, 2, content.length);
        return out;
    }

    @Test
    void whenAPointIsNotOnTheCurveOrOfTheOtherCurveThenItIsRefused() {
        String off = POINT.substring(0, POINT.length() - 2) + "21";
        assertRefused(hex(SPKI_PREFIX + off));
        assertRefused(hex(SPKI_PREFIX + "05" + POINT.substring(2)));
        assertRefused(hex("3015301006072A8648CE3D020106052B8104002203" + "0100"));
        String asP256 = "307A301406072A8648CE3D020106082A8648CE3D030107036200";
        assertRefused(hex(asP256 + POINT));
    }

    @Test
    void whenAnSpkiIsCutAtAnyByteThenItIsRefused() {
        byte[] whole = hex(SPKI_PREFIX + POINT);
        for (int length = 0; length < whole.length; length++) {
            assertRefused(Arrays.copyOf(whole, length));
        }
    }

    private static void assertRefused(byte[] spki) {
        assertThatThrownBy(() -> PublicKey.fromSpki(spki)).isInstanceOf(KeyFormatException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"secp521r1"})
    void whenTheCurveIsAnotherThenTheKeyIsRefused(String curve) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec(curve));
        var pair = generator.generateKeyPair();
        assertRefused(pair.getPublic().getEncoded());
        assertThatThrownBy(() -> SoftwareSigner.fromPkcs8(pair.getPrivate().getEncoded()))
                .isInstanceOf(KeyFormatException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "1"})
    void whenTheSecretIsOutsideTheOrderThenItIsRefused(int multiple) throws IOException {
        BigInteger outside = ORDER.multiply(BigInteger.valueOf(multiple));
        byte[] pkcs8 = pkcs8(outside);
        assertThatThrownBy(() -> SoftwareSigner.fromPkcs8(pkcs8)).isInstanceOf(KeyFormatException.class);
    }

    @Test
    void whenTheCurvesSignThenNeitherTakesTheSignatureOfTheOther() {
        SoftwareSigner other = SoftwareSigner.generate(KeyAlgorithm.ECDSA_P256, new SecureRandom());
        assertThat(other.publicKey().verify(utf8("sample"), signer.sign(utf8("sample"))))
                .isFalse();
        assertThat(verifies(other.sign(utf8("sample")))).isFalse();
    }

    private static SoftwareSigner rfc6979Signer() {
        try {
            return SoftwareSigner.fromPkcs8(pkcs8(new BigInteger(SECRET, 16)));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] pkcs8(BigInteger secret) throws IOException {
        return new PrivateKeyInfo(EcdsaCurve.P384.identifier(), new ECPrivateKey(384, secret)).getEncoded();
    }

    private static byte[] der(BigInteger r, BigInteger s) throws IOException {
        return StandardDSAEncoding.INSTANCE.encode(ORDER, r, s);
    }

    private static byte[] hex(String hex) {
        return HexFormat.of().parseHex(hex.toLowerCase(Locale.ROOT));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
