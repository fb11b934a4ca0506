package io.suture.trust.key;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Map;
import java.util.Objects;
import javax.crypto.Cipher;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.EncryptedPrivateKeyInfo;
import org.bouncycastle.asn1.pkcs.EncryptionScheme;
import org.bouncycastle.asn1.pkcs.KeyDerivationFunc;
import org.bouncycastle.asn1.pkcs.PBES2Parameters;
import org.bouncycastle.asn1.pkcs.PBKDF2Params;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;

/** PKCS#8 EncryptedPrivateKeyInfo with PBES2 (RFC 8018): PBKDF2 with HMAC-SHA-256, AES-256-CBC, as OpenSSL writes. */
final class EncryptedPrivateKey {

    private static final int ITERATIONS = 600_000;
    private static final int MAX_ITERATIONS = 10_000_000;
    private static final int SALT_BYTES = 16;
    private static final int IV_BYTES = 16;
    private static final String CIPHER = "AES/CBC/PKCS5Padding";
    private static final Map<ASN1ObjectIdentifier, Integer> KEY_BITS = Map.of(
            NISTObjectIdentifiers.id_aes128_CBC, 128,
            NISTObjectIdentifiers.id_aes192_CBC, 192,
            NISTObjectIdentifiers.id_aes256_CBC, 256);
    private static final Map<ASN1ObjectIdentifier, String> DERIVATIONS = Map.of(
            PKCSObjectIdentifiers.id_hmacWithSHA1, "PBKDF2WithHmacSHA1",
            PKCSObjectIdentifiers.id_hmacWithSHA256, "PBKDF2WithHmacSHA256",
            PKCSObjectIdentifiers.id_hmacWithSHA512, "PBKDF2WithHmacSHA512");

    private EncryptedPrivateKey() {}

    static byte[] encrypt(byte[] pkcs8, char[] passphrase, SecureRandom random) {
        byte[] salt = randomBytes(random, SALT_BYTES);
        byte[] iv = randomBytes(random, IV_BYTES);
        PBKDF2Params derivation = new PBKDF2Params(
                salt, ITERATIONS, new AlgorithmIdentifier(PKCSObjectIdentifiers.id_hmacWithSHA256, DERNull.INSTANCE));
        PBES2Parameters parameters = new PBES2Parameters(
                new KeyDerivationFunc(PKCSObjectIdentifiers.id_PBKDF2, derivation),
                new EncryptionScheme(NISTObjectIdentifiers.id_aes256_CBC, new DEROctetString(iv)));
        try {
            byte[] secret = transform(Cipher.ENCRYPT_MODE, parameters, passphrase, pkcs8);
            AlgorithmIdentifier algorithm = new AlgorithmIdentifier(PKCSObjectIdentifiers.id_PBES2, parameters);
            return new EncryptedPrivateKeyInfo(algorithm, secret).getEncoded();
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("the private key cannot be encrypted", e);
        }
    }

    static byte[] decrypt(byte[] encrypted, char[] passphrase) {
        try {
            EncryptedPrivateKeyInfo info =
                    EncryptedPrivateKeyInfo.getInstance(Objects.requireNonNull(ASN1Primitive.fromByteArray(encrypted)));
            if (!PKCSObjectIdentifiers.id_PBES2.equals(
                    info.getEncryptionAlgorithm().getAlgorithm())) {
                throw new KeyFormatException("the private key is not encrypted with PBES2");
            }
            PBES2Parameters parameters =
                    PBES2Parameters.getInstance(info.getEncryptionAlgorithm().getParameters());
            return transform(Cipher.DECRYPT_MODE, parameters, passphrase, info.getEncryptedData());
        } catch (KeyFormatException e) {
            throw e;
        } catch (GeneralSecurityException | IOException | RuntimeException e) {
            throw new KeyFormatException("the private key cannot be decrypted: wrong passphrase or damaged file", e);
        }
    }

    private static byte[] transform(int mode, PBES2Parameters parameters, char[] passphrase, byte[] input)
            throws GeneralSecurityException {
        EncryptionScheme scheme = parameters.getEncryptionScheme();
        Integer bits = KEY_BITS.get(scheme.getAlgorithm());
        if (bits == null) {
            throw new KeyFormatException("the private key is not encrypted with AES-CBC");
        }
        byte[] iv = ASN1OctetString.getInstance(scheme.getParameters()).getOctets();
        Cipher cipher = Cipher.getInstance(CIPHER);
        cipher.init(mode, derive(parameters.getKeyDerivationFunc(), passphrase, bits), new IvParameterSpec(iv));
        return cipher.doFinal(input);
    }

    private static SecretKeySpec derive(KeyDerivationFunc function, char[] passphrase, int bits)
            throws GeneralSecurityException {
        if (!PKCSObjectIdentifiers.id_PBKDF2.equals(function.getAlgorithm())) {
            throw new KeyFormatException("the key derivation is not PBKDF2");
        }
        PBKDF2Params params = PBKDF2Params.getInstance(function.getParameters());
        String name = DERIVATIONS.get(params.getPrf().getAlgorithm());
        if (name == null
                || params.getIterationCount().bitLength() > 31
                || params.getIterationCount().intValueExact() > MAX_ITERATIONS) {
            throw new KeyFormatException("the key derivation is not supported or asks for too much work");
        }
        PBEKeySpec spec = new PBEKeySpec(
                passphrase, params.getSalt(), params.getIterationCount().intValueExact(), bits);
        try {
            byte[] key = SecretKeyFactory.getInstance(name).generateSecret(spec).getEncoded();
            return new SecretKeySpec(key, "AES");
        } finally {
            spec.clearPassword();
        }
    }

    private static byte[] randomBytes(SecureRandom random, int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }
}
