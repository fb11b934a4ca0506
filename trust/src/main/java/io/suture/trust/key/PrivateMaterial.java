package io.suture.trust.key;

import java.io.IOException;
import java.util.Objects;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.edec.EdECObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;

/** A private key of one algorithm. */
sealed interface PrivateMaterial permits Ed25519Material, EcdsaMaterial, MlDsaMaterial {

    Verifier verifier();

    byte[] sign(byte[] message);

    byte[] pkcs8();

    static PrivateMaterial ofPkcs8(byte[] pkcs8) {
        try {
            PrivateKeyInfo info =
                    PrivateKeyInfo.getInstance(Objects.requireNonNull(ASN1Primitive.fromByteArray(pkcs8)));
            var algorithm = info.getPrivateKeyAlgorithm().getAlgorithm();
            if (EdECObjectIdentifiers.id_Ed25519.equals(algorithm)) {
                return Ed25519Material.of(info);
            }
            if (X9ObjectIdentifiers.id_ecPublicKey.equals(algorithm)) {
                return EcdsaMaterial.of(info);
            }
            Optional<MlDsaSet> set = MlDsaSet.of(algorithm);
            if (set.isPresent()) {
                return MlDsaMaterial.of(set.get(), info);
            }
        } catch (KeyFormatException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            throw new KeyFormatException("the private key is damaged", e);
        }
        throw new KeyFormatException("the private key is neither Ed25519, ECDSA nor ML-DSA");
    }
}
