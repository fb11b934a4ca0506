package io.suture.trust.key;

import io.suture.trust.key.KeyPassphrase.Stretch;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
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
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;

/** PKCS#8 EncryptedPrivateKeyInfo with PBES2 (RFC 8018): PBKDF2 with HMAC-SHA-256, AES-256-CBC, as OpenSSL writes. */
final class EncryptedPrivateKey {

    private static final int MAX_ITERATIONS = 10_000_000;
    private static final int IV_BYTES = 16;
    private static final String CIPHER = "AES/CBC/PKCS5Padding";
    private static final Map<ASN1ObjectIdentifier, Integer> KEY_BITS = Map.of(
            NISTObjectIdentifiers.id_aes128_CBC, 128,
            NISTObjectIdentifiers.id_aes192_CBC, 192,
            NISTObjectIdentifiers.id_aes256_CBC, 256);
    private static final Map<ASN1ObjectIdentifier, String> DERIVATIONS = Map.of(
            PKCSObjectIdentifiers.id_hmacWithSHA1, "PBKDF2WithHmacSHA1",
            PKCSObjectIdentifiers.id_hmacWithSHA256, KeyPassphrase.DERIVATION,
            PKCSObjectIdentifiers.id_hmacWithSHA512, "PBKDF2WithHmacSHA512");

    private EncryptedPrivateKey() {}

    static byte[] encrypt(byte[] pkcs8, KeyPassphrase passphrase, SecureRandom random) {
        byte[] iv = new byte[IV_BYTES];
        random.nextBytes(iv);
        Stretch stretch = passphrase.forEncrypting(random);
        PBKDF2Params derivation = new PBKDF2Params(
                stretch.saltBytes(),
                stretch.iterations(),
                new AlgorithmIdentifier(PKCSObjectIdentifiers.id_hmacWithSHA256, DERNull.INSTANCE));
        PBES2Parameters parameters = new PBES2Parameters(
                new KeyDerivationFunc(PKCSObjectIdentifiers.id_PBKDF2, derivation),
                new EncryptionScheme(NISTObjectIdentifiers.id_aes256_CBC, new DEROctetString(iv)));
        try {
            SecretKeySpec key = passphrase.key(stretch);
            byte[] secret = transform(Cipher.ENCRYPT_MODE, parameters.getEncryptionScheme(), key, pkcs8);
            passphrase.proven(stretch, key);
            AlgorithmIdentifier algorithm = new AlgorithmIdentifier(PKCSObjectIdentifiers.id_PBES2, parameters);
            return new EncryptedPrivateKeyInfo(algorithm, secret).getEncoded();
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("the private key cannot be encrypted", e);
        }
    }

    static byte[] decrypt(byte[] encrypted, KeyPassphrase passphrase) {
        try {
            EncryptedPrivateKeyInfo info =
                    EncryptedPrivateKeyInfo.getInstance(Objects.requireNonNull(ASN1Primitive.fromByteArray(encrypted)));
            if (!PKCSObjectIdentifiers.id_PBES2.equals(
                    info.getEncryptionAlgorithm().getAlgorithm())) {
                throw new KeyFormatException("the private key is not encrypted with PBES2");
            }
            PBES2Parameters parameters =
                    PBES2Parameters.getInstance(info.getEncryptionAlgorithm().getParameters());
            Stretch stretch = stretch(parameters);
            SecretKeySpec key = passphrase.key(stretch);
            byte[] opened =
                    transform(Cipher.DECRYPT_MODE, parameters.getEncryptionScheme(), key, info.getEncryptedData());
            // By chance one wrong key of 256 leaves a padding that looks right.
            PrivateKeyInfo.getInstance(Objects.requireNonNull(ASN1Primitive.fromByteArray(opened)));
            passphrase.proven(stretch, key);
            return opened;
        } catch (KeyFormatException e) {
            throw e;
        } catch (GeneralSecurityException | IOException | RuntimeException e) {
            throw new KeyFormatException("the private key cannot be decrypted: wrong passphrase or damaged file", e);
        }
    }

    private static byte[] transform(int mode, EncryptionScheme scheme, SecretKeySpec key, byte[] input)
            throws GeneralSecurityException {
        byte[] iv = ASN1OctetString.getInstance(scheme.getParameters()).getOctets();
        Cipher cipher = Cipher.getInstance(CIPHER);
        cipher.init(mode, key, new IvParameterSpec(iv));
        return cipher.doFinal(input);
    }

    private static Stretch stretch(PBES2Parameters parameters) {
        Integer bits = KEY_BITS.get(parameters.getEncryptionScheme().getAlgorithm());
        if (bits == null) {
            throw new KeyFormatException("the private key is not encrypted with AES-CBC");
        }
        KeyDerivationFunc function = parameters.getKeyDerivationFunc();
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
        return new Stretch(
                name,
                HexFormat.of().formatHex(params.getSalt()),
                params.getIterationCount().intValueExact(),
                bits);
    }
}
