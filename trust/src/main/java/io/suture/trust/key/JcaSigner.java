package io.suture.trust.key;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.Signature;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;

/**
 * A signer whose private key stays with a JCA provider, such as a PKCS#11 token. Each signature is verified with the
 * public key before it leaves.
 */
public final class JcaSigner implements Signer {

    private static final AlgorithmParameterSpec PSS =
            new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, PSSParameterSpec.TRAILER_FIELD_BC);

    private final PrivateKey privateKey;
    private final Provider provider;
    private final PublicKey publicKey;
    private final String algorithm;

    /**
     * Create the signer; refuses algorithms that tokens do not have.
     *
     * @param privateKey a handle, the key itself need not be readable
     * @param provider the provider that made the handle
     * @param publicKey the key's public half
     */
    public JcaSigner(PrivateKey privateKey, Provider provider, PublicKey publicKey) {
        this.privateKey = privateKey;
        this.provider = provider;
        this.publicKey = publicKey;
        this.algorithm = algorithm(publicKey.algorithm());
    }

    @Override
    public PublicKey publicKey() {
        return publicKey;
    }

    @Override
    public byte[] sign(byte[] message) {
        byte[] signature = signature(message);
        if (!publicKey.verify(message, signature)) {
            throw new SigningException.SignatureInvalid(publicKey);
        }
        return signature;
    }

    @Override
    public String toString() {
        return "signer of " + publicKey;
    }

    private byte[] signature(byte[] message) {
        try {
            Signature signature = Signature.getInstance(algorithm, provider);
            if (publicKey.algorithm() == KeyAlgorithm.RSA_PSS) {
                signature.setParameter(PSS);
            }
            signature.initSign(privateKey);
            signature.update(message);
            return signature.sign();
        } catch (GeneralSecurityException | RuntimeException e) {
            throw new SigningException.KeyUnavailable(publicKey, e);
        }
    }

    private static String algorithm(KeyAlgorithm algorithm) {
        return switch (algorithm) {
            case ECDSA_P256 -> "SHA256withECDSA";
            case ECDSA_P384 -> "SHA384withECDSA";
            case RSA_PSS -> "RSASSA-PSS";
            case ED25519, ML_DSA_44, ML_DSA_65, ML_DSA_87 ->
                throw new KeyFormatException("a key of a token is ECDSA or RSA, not " + algorithm);
        };
    }
}
