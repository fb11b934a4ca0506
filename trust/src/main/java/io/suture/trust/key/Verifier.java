package io.suture.trust.key;

import java.io.IOException;
import java.util.Objects;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.edec.EdECObjectIdentifiers;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;

/** A validated public key of one algorithm. */
sealed interface Verifier permits Ed25519Verifier, EcdsaVerifier, RsaVerifier, MlDsaVerifier {

    KeyAlgorithm algorithm();

    byte[] spki();

    byte[] raw();

    boolean verify(byte[] message, byte[] signature);

    static Verifier ofSpki(byte[] spki) {
        SubjectPublicKeyInfo info = parse(spki);
        var algorithm = info.getAlgorithm().getAlgorithm();
        if (EdECObjectIdentifiers.id_Ed25519.equals(algorithm)) {
            return Ed25519Verifier.ofRaw(info.getPublicKeyData().getOctets());
        }
        if (X9ObjectIdentifiers.id_ecPublicKey.equals(algorithm)) {
            return EcdsaVerifier.of(info);
        }
        return MlDsaSet.of(algorithm)
                .map(set -> MlDsaVerifier.of(set, info))
                .orElseThrow(() -> new KeyFormatException("the public key is neither Ed25519, ECDSA nor ML-DSA"));
    }

    static Verifier ofRaw(KeyAlgorithm algorithm, byte[] raw) {
        return switch (algorithm) {
            case ED25519 -> Ed25519Verifier.ofRaw(raw);
            case ML_DSA_44 -> MlDsaVerifier.ofRaw(MlDsaSet.ML_DSA_44, raw);
            case ML_DSA_65 -> MlDsaVerifier.ofRaw(MlDsaSet.ML_DSA_65, raw);
            case ML_DSA_87 -> MlDsaVerifier.ofRaw(MlDsaSet.ML_DSA_87, raw);
            case ECDSA_P256, ECDSA_P384, RSA_PSS -> throw new KeyFormatException("a bare " + algorithm + " key");
        };
    }

    static SubjectPublicKeyInfo parse(byte[] spki) {
        try {
            SubjectPublicKeyInfo info =
                    SubjectPublicKeyInfo.getInstance(Objects.requireNonNull(ASN1Primitive.fromByteArray(spki)));
            info.getPublicKeyData().getOctets(); // refuses a bit string that does not end with a byte
            return info;
        } catch (IOException | RuntimeException e) {
            throw new KeyFormatException("the public key is not a SubjectPublicKeyInfo", e);
        }
    }
}
