package io.suture.trust.key;

import java.security.SecureRandom;
import org.jspecify.annotations.Nullable;

/** A signer whose private key is in memory. Its text form never shows the key. */
public final class SoftwareSigner implements Signer {

    private static final String PLAIN = "PRIVATE KEY";
    private static final String ENCRYPTED = "ENCRYPTED PRIVATE KEY";

    private final PrivateMaterial material;
    private final PublicKey publicKey;

    private SoftwareSigner(PrivateMaterial material) {
        this.material = material;
        this.publicKey = PublicKey.fromSpki(material.verifier().spki());
    }

    /** Return a signer with a new key. */
    public static SoftwareSigner generate(KeyAlgorithm algorithm, SecureRandom random) {
        return new SoftwareSigner(
                switch (algorithm) {
                    case ED25519 -> Ed25519Material.generate(random);
                    case ECDSA_P256 -> EcdsaMaterial.generate(EcdsaCurve.P256, random);
                    case ECDSA_P384 -> EcdsaMaterial.generate(EcdsaCurve.P384, random);
                    case ML_DSA_44 -> MlDsaMaterial.generate(MlDsaSet.ML_DSA_44, random);
                    case ML_DSA_65 -> MlDsaMaterial.generate(MlDsaSet.ML_DSA_65, random);
                    case ML_DSA_87 -> MlDsaMaterial.generate(MlDsaSet.ML_DSA_87, random);
                    case RSA_PSS -> throw new IllegalArgumentException("RSA keys are only verified, never made");
                });
    }

    /**
     * Return the signer of a PKCS#8 PEM block: {@code PRIVATE KEY}, or {@code ENCRYPTED PRIVATE KEY} (PBES2), for which
     * the passphrase is needed.
     */
    public static SoftwareSigner fromPem(String pem, char @Nullable [] passphrase) {
        Pem block = Pem.parse(pem);
        return switch (block.label()) {
            case PLAIN -> fromPkcs8(block.der());
            case ENCRYPTED -> fromEncrypted(block, new KeyPassphrase(required(passphrase)));
            default -> throw new KeyFormatException("a PKCS#8 private key is expected, not " + block.label());
        };
    }

    /** Return the signer of a PEM block {@code ENCRYPTED PRIVATE KEY}, one of several under a passphrase. */
    public static SoftwareSigner fromEncryptedPem(String pem, KeyPassphrase passphrase) {
        Pem block = Pem.parse(pem);
        if (!block.label().equals(ENCRYPTED)) {
            throw new KeyFormatException("an encrypted private key is expected, not " + block.label());
        }
        return fromEncrypted(block, passphrase);
    }

    private static SoftwareSigner fromEncrypted(Pem block, KeyPassphrase passphrase) {
        return fromPkcs8(EncryptedPrivateKey.decrypt(block.der(), passphrase));
    }

    /** Return the signer of a DER PKCS#8 PrivateKeyInfo. */
    public static SoftwareSigner fromPkcs8(byte[] pkcs8) {
        return new SoftwareSigner(PrivateMaterial.ofPkcs8(pkcs8));
    }

    @Override
    public PublicKey publicKey() {
        return publicKey;
    }

    @Override
    public byte[] sign(byte[] message) {
        return material.sign(message);
    }

    /** Return the PKCS#8 PEM block {@code PRIVATE KEY}, not encrypted. */
    public String toPem() {
        return Pem.encode(PLAIN, material.pkcs8());
    }

    /** Return the PKCS#8 PEM block encrypted with PBES2, PBKDF2-HMAC-SHA-256 and AES-256-CBC. */
    public String toEncryptedPem(char[] passphrase, SecureRandom random) {
        return toEncryptedPem(new KeyPassphrase(passphrase), random);
    }

    /** The same for one of several keys under a passphrase. */
    public String toEncryptedPem(KeyPassphrase passphrase, SecureRandom random) {
        return Pem.encode(ENCRYPTED, EncryptedPrivateKey.encrypt(material.pkcs8(), passphrase, random));
    }

    /** Return the private key for the JCA, for use in TLS and X.509. */
    public java.security.PrivateKey jcaPrivateKey() {
        return Jca.privateKey(publicKey.algorithm(), material.pkcs8());
    }

    @Override
    public String toString() {
        return "signer of " + publicKey;
    }

    private static char[] required(char @Nullable [] passphrase) {
        if (passphrase == null) {
            throw new KeyFormatException("the private key is encrypted: a passphrase is needed");
        }
        return passphrase;
    }
}
