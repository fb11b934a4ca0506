package io.suture.trust.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.suture.trust.digest.Digest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.Security;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERTaggedObject;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.crypto.params.MLDSAPrivateKeyParameters;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** FIPS 204 with the encodings of RFC 9881, and the message form of TAP 21. */
class MlDsaTest {

    private static final byte[] MESSAGE = "a patch".getBytes(StandardCharsets.UTF_8);
    /** The seed of the examples in RFC 9881 appendix C. */
    private static final byte[] SEED =
            HexFormat.of().parseHex("000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f");

    /** The digests are those of the DER in the public key examples of RFC 9881 appendix C.2. */
    @ParameterizedTest
    @CsvSource({
        "ML_DSA_44, 837832708c5236d951581f1fddf2b79991b3424a0486d16da1ddad0fd69701be",
        "ML_DSA_65, b8b62131bfbe84433efb2273d7f5b87f7a22854a2cfd366fc2aead86d837c52d",
        "ML_DSA_87, 07e57c4f14dbad1267f621ec3777b4e2e6c4fbc4c22fbb87510ff8e0b3c6a642"
    })
    void whenTheSeedIsThatOfTheRfcThenThePublicKeyIsToo(KeyAlgorithm algorithm, String spkiDigest) throws IOException {
        SoftwareSigner signer = ofSeed(algorithm, SEED);
        assertThat(Digest.of(signer.publicKey().spki()).hex()).isEqualTo(spkiDigest);
        assertThat(signer.publicKey().fingerprint().hex()).isEqualTo(spkiDigest);
    }

    @ParameterizedTest
    @EnumSource(value = KeyAlgorithm.class, names = "ML_DSA_.*", mode = EnumSource.Mode.MATCH_ALL)
    void whenOnlyTheExpandedKeyIsGivenThenItIsTheSameKey(KeyAlgorithm algorithm) throws IOException {
        SoftwareSigner signer = ofSeed(algorithm, SEED);
        byte[] expanded = expanded(algorithm, SEED);
        SoftwareSigner read = SoftwareSigner.fromPkcs8(pkcs8(algorithm, new DEROctetString(expanded)));
        assertThat(read.publicKey()).isEqualTo(signer.publicKey());
        assertThat(read.sign(MESSAGE)).isEqualTo(signer.sign(MESSAGE));
        assertThat(SoftwareSigner.fromPem(read.toPem(), null).sign(MESSAGE)).isEqualTo(signer.sign(MESSAGE));
        ASN1Encodable both =
                new DERSequence(new ASN1Encodable[] {new DEROctetString(SEED), new DEROctetString(expanded)});
        assertThat(SoftwareSigner.fromPkcs8(pkcs8(algorithm, both)).publicKey()).isEqualTo(signer.publicKey());
    }

    /** RFC 9881 section 8: a seed and an expanded key that do not belong together, expanded keys with wrong parts. */
    @ParameterizedTest
    @EnumSource(value = KeyAlgorithm.class, names = "ML_DSA_.*", mode = EnumSource.Mode.MATCH_ALL)
    void whenThePartsOfAPrivateKeyDoNotAgreeThenItIsRefused(KeyAlgorithm algorithm) throws IOException {
        byte[] expanded = expanded(algorithm, SEED);
        byte[] other = new byte[32];
        assertRefused(pkcs8(
                algorithm,
                new DERSequence(new ASN1Encodable[] {new DEROctetString(other), new DEROctetString(expanded)})));
        byte[] wrongHash = expanded.clone();
        wrongHash[64] ^= 1;
        assertRefused(pkcs8(algorithm, new DEROctetString(wrongHash)));
        byte[] wrongVector = expanded.clone();
        Arrays.fill(wrongVector, 128, 160, (byte) 0xff);
        assertRefused(pkcs8(algorithm, new DEROctetString(wrongVector)));
        assertRefused(pkcs8(algorithm, new DEROctetString(Arrays.copyOf(expanded, expanded.length - 1))));
        assertRefused(pkcs8(algorithm, new DERTaggedObject(false, 0, new DEROctetString(new byte[31]))));
        assertRefused(pkcs8(algorithm, new DERTaggedObject(false, 1, new DEROctetString(SEED))));
    }

    private static void assertRefused(byte[] pkcs8) {
        assertThatThrownBy(() -> SoftwareSigner.fromPkcs8(pkcs8)).isInstanceOf(KeyFormatException.class);
    }

    @ParameterizedTest
    @EnumSource(value = KeyAlgorithm.class, names = "ML_DSA_.*", mode = EnumSource.Mode.MATCH_ALL)
    void whenWrittenThenThePrivateKeyIsTheSeed(KeyAlgorithm algorithm) throws IOException {
        SoftwareSigner signer = ofSeed(algorithm, SEED);
        assertThat(Pem.parse(signer.toPem()).der())
                .isEqualTo(pkcs8(algorithm, new DERTaggedObject(false, 0, new DEROctetString(SEED))))
                .hasSize(54);
    }

    @ParameterizedTest
    @EnumSource(value = KeyAlgorithm.class, names = "ML_DSA_.*", mode = EnumSource.Mode.MATCH_ALL)
    void whenAPublicKeyHasAnotherLengthOrParametersThenItIsRefused(KeyAlgorithm algorithm) throws IOException {
        PublicKey key = ofSeed(algorithm, SEED).publicKey();
        SubjectPublicKeyInfo good = SubjectPublicKeyInfo.getInstance(key.spki());
        byte[] raw = key.raw();
        assertPublicRefused(good.getAlgorithm(), Arrays.copyOf(raw, raw.length - 1));
        assertPublicRefused(good.getAlgorithm(), Arrays.copyOf(raw, raw.length + 1));
        assertPublicRefused(good.getAlgorithm(), new byte[0]);
        assertPublicRefused(new AlgorithmIdentifier(good.getAlgorithm().getAlgorithm(), DERNull.INSTANCE), raw);
        MlDsaSet other = algorithm == KeyAlgorithm.ML_DSA_44 ? MlDsaSet.ML_DSA_87 : MlDsaSet.ML_DSA_44;
        assertPublicRefused(other.identifier(), raw);
    }

    private static void assertPublicRefused(AlgorithmIdentifier algorithm, byte[] raw) throws IOException {
        byte[] spki = new SubjectPublicKeyInfo(algorithm, raw).getEncoded();
        assertThatThrownBy(() -> PublicKey.fromSpki(spki)).isInstanceOf(KeyFormatException.class);
    }

    @ParameterizedTest
    @EnumSource(value = KeyAlgorithm.class, names = "ML_DSA_.*", mode = EnumSource.Mode.MATCH_ALL)
    void whenASignatureHasAnotherLengthOrHintThenItIsInvalid(KeyAlgorithm algorithm) throws IOException {
        SoftwareSigner signer = ofSeed(algorithm, SEED);
        byte[] good = signer.sign(MESSAGE);
        assertThat(signer.publicKey().verify(MESSAGE, good)).isTrue();
        assertThat(signer.publicKey().verify(MESSAGE, Arrays.copyOf(good, good.length - 1)))
                .isFalse();
        assertThat(signer.publicKey().verify(MESSAGE, Arrays.copyOf(good, good.length + 1)))
                .isFalse();
        byte[] hints = good.clone();
        hints[hints.length - 1] = (byte) 0xff;
        assertThat(signer.publicKey().verify(MESSAGE, hints)).isFalse();
    }

    /** The JDK's own ML-DSA (since JDK 24) is another implementation of the same standard. */
    @ParameterizedTest
    @EnumSource(value = KeyAlgorithm.class, names = "ML_DSA_.*", mode = EnumSource.Mode.MATCH_ALL)
    void whenTheJdkVerifiesAndSignsThenItAgrees(KeyAlgorithm algorithm) throws GeneralSecurityException, IOException {
        Assumptions.assumeTrue(Security.getAlgorithms("Signature").contains("ML-DSA"), "a JDK without ML-DSA");
        SoftwareSigner signer = SoftwareSigner.generate(algorithm, new SecureRandom());
        var keys = java.security.KeyFactory.getInstance("ML-DSA");
        Signature jdk = Signature.getInstance("ML-DSA");
        jdk.initVerify(
                keys.generatePublic(new X509EncodedKeySpec(signer.publicKey().spki())));
        jdk.update(MESSAGE);
        assertThat(jdk.verify(signer.sign(MESSAGE))).isTrue();
        byte[] expanded = pkcs8(algorithm, new DEROctetString(expanded(algorithm, seedOf(signer))));
        jdk.initSign(keys.generatePrivate(new PKCS8EncodedKeySpec(expanded)));
        jdk.update(MESSAGE);
        assertThat(signer.publicKey().verify(MESSAGE, jdk.sign())).isTrue();
    }

    @ParameterizedTest
    @EnumSource(KeyAlgorithm.class)
    void whenTufMetadataIsSignedThenOnlyMlDsaHasTheMessageOfTap21(KeyAlgorithm algorithm)
            throws GeneralSecurityException {
        byte[] hash = MessageDigest.getInstance("SHA-512").digest(MESSAGE);
        byte[] tap21 = ByteBuffer.allocate(68)
                .put(new byte[] {'t', 'u', 'f', 1})
                .put(hash)
                .array();
        boolean postQuantum = algorithm.family() == KeyFamily.POST_QUANTUM;
        assertThat(algorithm.tufMessage(MESSAGE)).isEqualTo(postQuantum ? tap21 : MESSAGE);
        assertThat(algorithm.tufKeyType().equals("ml-dsa")).isEqualTo(postQuantum);
    }

    private static SoftwareSigner ofSeed(KeyAlgorithm algorithm, byte[] seed) throws IOException {
        return SoftwareSigner.fromPkcs8(pkcs8(algorithm, new DERTaggedObject(false, 0, new DEROctetString(seed))));
    }

    private static byte[] seedOf(SoftwareSigner signer) throws IOException {
        byte[] der = Pem.parse(signer.toPem()).der();
        PrivateKeyInfo info = PrivateKeyInfo.getInstance(ASN1Sequence.getInstance(der));
        byte[] content = info.getPrivateKey().getOctets();
        return Arrays.copyOfRange(content, content.length - 32, content.length);
    }

    private static byte[] expanded(KeyAlgorithm algorithm, byte[] seed) {
        return new MLDSAPrivateKeyParameters(set(algorithm).parameters(), seed)
                .getParametersWithFormat(MLDSAPrivateKeyParameters.EXPANDED_KEY)
                .getEncoded();
    }

    private static byte[] pkcs8(KeyAlgorithm algorithm, ASN1Encodable key) throws IOException {
        return new PrivateKeyInfo(set(algorithm).identifier(), key).getEncoded();
    }

    private static MlDsaSet set(KeyAlgorithm algorithm) {
        return switch (algorithm) {
            case ML_DSA_44 -> MlDsaSet.ML_DSA_44;
            case ML_DSA_65 -> MlDsaSet.ML_DSA_65;
            case ML_DSA_87 -> MlDsaSet.ML_DSA_87;
            default -> throw new IllegalArgumentException(algorithm.name());
        };
    }
}
