package io.suture.trust.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.suture.trust.json.JsonObject;
import io.suture.trust.json.JsonValue;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.edec.EdECObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.crypto.signers.StandardDSAEncoding;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Published vectors, and keys and signatures that must be refused. */
class PublicKeyTest {

    private static final BigInteger P256_ORDER =
            new BigInteger("FFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551", 16);
    private static final BigInteger ED25519_ORDER =
            new BigInteger("1000000000000000000000000000000014DEF9DEA2F79CD65812631A5CF5D3ED", 16);
    /** RFC 6979 A.2.5. */
    private static final String P256_POINT = "0460FED4BA255A9D31C961EB74C6356D68C049B8923B61FA6CE669622E60F29FB6"
            + "7903FE1008B8BC99A41AE9E95628BC64F2F1B20C2D7E9F5177A3C294D4462299";

    private static final String P256_SPKI_PREFIX = "3059301306072A8648CE3D020106082A8648CE3D030107034200";
    private static final String ED25519_SPKI_PREFIX = "302A300506032B6570032100";
    /** Made for this test with {@code openssl pkcs8 -topk8 -v2 aes-256-cbc -v2prf hmacWithSHA256}. */
    private static final String OPENSSL_ENCRYPTED = """
            -----BEGIN ENCRYPTED PRIVATE KEY-----
            MIHsMFcGCSqGSIb3DQEFDTBKMCkGCSqGSIb3DQEFDDAcBAgp96UGhVrNygICCAAw
            DAYIKoZIhvcNAgkFADAdBglghkgBZQMEASoEEPsQidJ/zm/WA1OFvEJWby4EgZAd
            7Qdkqy26VnU5tWC8w3FzBCSKv4TUWZTkrJq1tauSSYZ+p7HP5oueocI2phJF8vFr
            hPXTPWhjzJJn8f2afP8c2empTOLLUf+Ect8ffyf0Ed0dYSP6v3a1qBZyjPG5cvPb
            0k2VXk3C/oKou2wuJem1QKJOUCJ4n93xJvoohkzHbpX+pBFwQ7N/bLt+0fEbYxw=
            -----END ENCRYPTED PRIVATE KEY-----
            """;

    private static final String OPENSSL_PUBLIC = """
            -----BEGIN PUBLIC KEY-----
            MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEKs4Lxt7HV1F+naoy/Zanzor+Jkaj
            XaLlK33/e4hnnk9EGzzu3SpyQnIJD74/eFki+r3chR50G4Su/eGIcABvLA==
            -----END PUBLIC KEY-----
            """;

    private static byte[] hex(String hex) {
        return HexFormat.of().parseHex(hex.toLowerCase(Locale.ROOT));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** RFC 8032 section 7.1, tests 1 to 3. */
    @ParameterizedTest
    @CsvSource({
        "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60,"
                + "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a,'',"
                + "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46b"
                + "d25bf5f0595bbe24655141438e7a100b",
        "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb,"
                + "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c,72,"
                + "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c"
                + "387b2eaeb4302aeeb00d291612bb0c00",
        "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7,"
                + "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025,af82,"
                + "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc659"
                + "4a7c15e9716ed28dc027beceea1ec40a"
    })
    void whenEd25519IsUsedThenTheRfcVectorsComeOut(String seed, String key, String message, String signature)
            throws IOException {
        SoftwareSigner signer = SoftwareSigner.fromPkcs8(pkcs8(seed));
        assertThat(signer.publicKey().raw()).isEqualTo(hex(key));
        assertThat(signer.sign(hex(message))).isEqualTo(hex(signature));
        PublicKey publicKey = PublicKey.fromSpki(hex(ED25519_SPKI_PREFIX + key));
        assertThat(publicKey.verify(hex(message), hex(signature))).isTrue();
        assertThat(publicKey.verify(hex(message), plusOrder(hex(signature)))).isFalse();
    }

    /** RFC 8032 section 5.1.7: S must be below the group order, else a signature has two forms. */
    private static byte[] plusOrder(byte[] signature) {
        byte[] changed = signature.clone();
        BigInteger s = BigInteger.ZERO;
        for (int i = 63; i >= 32; i--) {
            s = s.shiftLeft(8).or(BigInteger.valueOf(signature[i] & 0xff));
        }
        BigInteger other = s.add(ED25519_ORDER);
        for (int i = 32; i < 64; i++) {
            changed[i] = other.shiftRight(8 * (i - 32)).byteValue();
        }
        return changed;
    }

    private static byte[] pkcs8(String seed) throws IOException {
        return new PrivateKeyInfo(
                        new AlgorithmIdentifier(EdECObjectIdentifiers.id_Ed25519), new DEROctetString(hex(seed)))
                .getEncoded();
    }

    /** RFC 6979 A.2.5, SHA-256. */
    @ParameterizedTest
    @CsvSource({
        "sample, EFD48B2AACB6A8FD1140DD9CD45E81D69D2C877B56AAF991C34D0EA84EAF3716,"
                + "F7CB1C942D657C41D436C7A1B6E29F65F3E900DBB9AFF4064DC4AB2F843ACDA8",
        "test, F1ABB023518351CD71D881567B1EA663ED3EFCF6C5132B354F28D3B0B7D38367,"
                + "019F4113742A2B14BD25926B49C649155F267E60D3814B4C0CC84250E46F0083"
    })
    void whenEcdsaIsVerifiedThenTheRfcVectorsAreValid(String message, String r, String s) throws IOException {
        PublicKey key = PublicKey.fromSpki(hex(P256_SPKI_PREFIX + P256_POINT));
        byte[] signature = der(new BigInteger(r, 16), new BigInteger(s, 16));
        assertThat(key.verify(utf8(message), signature)).isTrue();
        assertThat(key.verify(utf8("other"), signature)).isFalse();
        assertThat(key.verify(utf8(message), hex(r + s))).as("raw form").isFalse();
    }

    @Test
    void whenAnEcdsaSignatureIsZeroOrOutOfRangeThenItIsInvalid() {
        PublicKey key = PublicKey.fromSpki(hex(P256_SPKI_PREFIX + P256_POINT));
        assertThat(key.verify(new byte[0], hex("3006020100020100"))).isFalse();
        assertThat(key.verify(new byte[0], hex("3006020101020100"))).isFalse();
        String order = "00" + P256_ORDER.toString(16);
        assertThat(key.verify(new byte[0], hex("30460221" + order + "0221" + order)))
                .isFalse();
    }

    private static byte[] der(BigInteger r, BigInteger s) throws IOException {
        return StandardDSAEncoding.INSTANCE.encode(P256_ORDER, r, s);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0100000000000000000000000000000000000000000000000000000000000000",
                "0000000000000000000000000000000000000000000000000000000000000000",
                "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
                "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff"
            })
    void whenAnEd25519KeyIsOfSmallOrderOrNoPointThenItIsRefused(String key) {
        assertThatThrownBy(() -> PublicKey.fromSpki(hex(ED25519_SPKI_PREFIX + key)))
                .isInstanceOf(KeyFormatException.class);
    }

    @Test
    void whenAnEcPointIsNotOnTheCurveThenItIsRefused() {
        String off = P256_POINT.substring(0, P256_POINT.length() - 2) + "98";
        assertThatThrownBy(() -> PublicKey.fromSpki(hex(P256_SPKI_PREFIX + off)))
                .isInstanceOf(KeyFormatException.class);
        assertThatThrownBy(() -> PublicKey.fromSpki(hex("3019301306072A8648CE3D020106082A8648CE3D03010703020000")))
                .isInstanceOf(KeyFormatException.class);
    }

    @Test
    void whenTheCurveIsAnotherThenTheKeyIsRefused() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp521r1"));
        KeyPair pair = generator.generateKeyPair();
        assertThatThrownBy(() -> PublicKey.fromSpki(pair.getPublic().getEncoded()))
                .isInstanceOf(KeyFormatException.class);
        assertThatThrownBy(() -> SoftwareSigner.fromPkcs8(pair.getPrivate().getEncoded()))
                .isInstanceOf(KeyFormatException.class);
    }

    @Test
    void whenAnSpkiIsCutAtAnyByteThenItIsRefused() {
        byte[] whole = hex(P256_SPKI_PREFIX + P256_POINT);
        for (int length = 0; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> PublicKey.fromSpki(cut)).isInstanceOf(KeyFormatException.class);
        }
    }

    @Test
    void whenAPrivateKeyIsCutAtAnyByteThenItIsRefused() {
        byte[] plain = Pem.parse(SoftwareSigner.fromPem(OPENSSL_ENCRYPTED, "correct".toCharArray())
                        .toPem())
                .der();
        byte[] encrypted = Pem.parse(OPENSSL_ENCRYPTED).der();
        for (int length = 0; length < plain.length; length++) {
            byte[] cut = Arrays.copyOf(plain, length);
            assertThatThrownBy(() -> SoftwareSigner.fromPkcs8(cut)).isInstanceOf(KeyFormatException.class);
        }
        for (int length = 1; length < encrypted.length; length++) {
            String cut = Pem.encode("ENCRYPTED PRIVATE KEY", Arrays.copyOf(encrypted, length));
            assertThatThrownBy(() -> SoftwareSigner.fromPem(cut, "correct".toCharArray()))
                    .isInstanceOf(KeyFormatException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "no pem",
                "-----BEGIN PUBLIC KEY-----\n!!!!\n-----END PUBLIC KEY-----\n",
                "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n",
                "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n"
            })
    void whenAPemIsDamagedThenItIsRefused(String pem) {
        assertThatThrownBy(() -> PublicKey.fromPem(pem)).isInstanceOf(KeyFormatException.class);
        assertThatThrownBy(() -> SoftwareSigner.fromPem(pem, null)).isInstanceOf(KeyFormatException.class);
    }

    @Test
    void whenOpensslEncryptedTheKeyThenItIsRead() {
        SoftwareSigner signer = SoftwareSigner.fromPem(OPENSSL_ENCRYPTED, "correct".toCharArray());
        assertThat(signer.publicKey().toPem()).isEqualTo(OPENSSL_PUBLIC);
        assertThatThrownBy(() -> SoftwareSigner.fromPem(OPENSSL_ENCRYPTED, "wrong".toCharArray()))
                .isInstanceOf(KeyFormatException.class);
    }

    @Test
    void whenATufKeyHasUnknownMembersThenTheyArePartOfItsKeyId() {
        PublicKey key = PublicKey.fromPem(OPENSSL_PUBLIC);
        JsonObject extended =
                key.toTuf().toBuilder().put("keyid_hash_algorithms", "md5").build();
        PublicKey read = PublicKey.fromTuf(extended);
        assertThat(read.toTuf()).isEqualTo(extended);
        assertThat(read.keyId()).isNotEqualTo(key.keyId());
        assertThat(read).isEqualTo(key).hasSameHashCodeAs(key);
    }

    @ParameterizedTest
    @EnumSource(names = {"ECDSA_P256", "ECDSA_P384"})
    void whenATufKeyHasTheLegacyTypeThenItIsRead(KeyAlgorithm algorithm) {
        PublicKey key = SoftwareSigner.generate(algorithm, new SecureRandom()).publicKey();
        JsonObject legacy = key.toTuf().toBuilder()
                .set("keytype", JsonValue.of(algorithm.tufScheme()))
                .build();
        assertThat(PublicKey.fromTuf(legacy)).isEqualTo(key);
    }

    @ParameterizedTest
    @CsvSource({
        "ed25519, ecdsa-sha2-nistp256",
        "ecdsa, ed25519",
        "ed25519, ed25519",
        "rsa, rsassa-pss-sha256",
        "rsa, rsa-pkcs1v15-sha256",
        "ecdsa, ecdsa-sha2-nistp384",
        "ecdsa-sha2-nistp384, ecdsa-sha2-nistp384",
        "ecdsa-sha2-nistp384, ecdsa-sha2-nistp256",
        "ecdsa-sha2-nistp256, ecdsa-sha2-nistp384",
        "ml-dsa, ml-dsa-44/1",
        "ml-dsa, ecdsa-sha2-nistp256",
        "ecdsa, ml-dsa-65/1",
        "unknown, unknown"
    })
    void whenTypeSchemeAndKeyDoNotAgreeThenTheTufKeyIsRefused(String type, String scheme) {
        JsonObject key = PublicKey.fromPem(OPENSSL_PUBLIC).toTuf().toBuilder()
                .set("keytype", JsonValue.of(type))
                .set("scheme", JsonValue.of(scheme))
                .build();
        assertThatThrownBy(() -> PublicKey.fromTuf(key)).isInstanceOf(KeyFormatException.class);
    }

    @Test
    void whenATufKeyIsRsaThenPssSignaturesAreVerified() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        KeyPair pair = generator.generateKeyPair();
        PublicKey key = PublicKey.fromTuf(rsa(pair));
        Signature pss = Signature.getInstance("RSASSA-PSS");
        pss.setParameter(new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, 1));
        pss.initSign(pair.getPrivate());
        pss.update(utf8("message"));
        byte[] signature = pss.sign();
        assertThat(key.verify(utf8("message"), signature)).isTrue();
        assertThat(key.verify(utf8("Message"), signature)).isFalse();
        assertThat(key.verify(utf8("message"), new byte[0])).isFalse();
        assertThat(key.verify(utf8("message"), new byte[257])).isFalse();
        assertThat(key.spki()).isEqualTo(pair.getPublic().getEncoded());
        assertThatThrownBy(() -> PublicKey.fromSpki(key.spki())).isInstanceOf(KeyFormatException.class);
        generator.initialize(1024);
        JsonObject small = rsa(generator.generateKeyPair());
        assertThatThrownBy(() -> PublicKey.fromTuf(small)).isInstanceOf(KeyFormatException.class);
    }

    private static JsonObject rsa(KeyPair pair) {
        return JsonObject.builder()
                .put("keytype", "rsa")
                .put("scheme", "rsassa-pss-sha256")
                .put(
                        "keyval",
                        JsonObject.builder()
                                .put(
                                        "public",
                                        Pem.encode(
                                                "PUBLIC KEY", pair.getPublic().getEncoded()))
                                .build())
                .build();
    }
}
