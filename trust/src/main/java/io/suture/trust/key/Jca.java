package io.suture.trust.key;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;

/** The same keys for the JDK's providers. */
final class Jca {

    private Jca() {}

    static java.security.PublicKey publicKey(KeyAlgorithm algorithm, byte[] spki) {
        try {
            return factory(algorithm).generatePublic(new X509EncodedKeySpec(spki));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the JDK does not take the public key", e);
        }
    }

    static PrivateKey privateKey(KeyAlgorithm algorithm, byte[] pkcs8) {
        try {
            return factory(algorithm).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the JDK does not take the private key", e);
        }
    }

    private static KeyFactory factory(KeyAlgorithm algorithm) throws GeneralSecurityException {
        return KeyFactory.getInstance(
                switch (algorithm) {
                    case ED25519 -> "Ed25519";
                    case ECDSA_P256, ECDSA_P384 -> "EC";
                    case RSA_PSS -> "RSA";
                    case ML_DSA_44, ML_DSA_65, ML_DSA_87 -> "ML-DSA";
                });
    }
}
