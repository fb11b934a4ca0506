package io.suture.trust.key;

import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.crypto.params.MLDSAParameters;

/**
 * A parameter set of FIPS 204.
 *
 * @param algorithm the algorithm it makes
 * @param oid its object identifier (RFC 9881)
 * @param parameters the parameters
 * @param publicKeyBytes length of every public key
 * @param signatureBytes length of every signature
 */
record MlDsaSet(
        KeyAlgorithm algorithm,
        ASN1ObjectIdentifier oid,
        MLDSAParameters parameters,
        int publicKeyBytes,
        int signatureBytes) {

    static final MlDsaSet ML_DSA_44 = new MlDsaSet(
            KeyAlgorithm.ML_DSA_44, NISTObjectIdentifiers.id_ml_dsa_44, MLDSAParameters.ml_dsa_44, 1312, 2420);
    static final MlDsaSet ML_DSA_65 = new MlDsaSet(
            KeyAlgorithm.ML_DSA_65, NISTObjectIdentifiers.id_ml_dsa_65, MLDSAParameters.ml_dsa_65, 1952, 3309);
    static final MlDsaSet ML_DSA_87 = new MlDsaSet(
            KeyAlgorithm.ML_DSA_87, NISTObjectIdentifiers.id_ml_dsa_87, MLDSAParameters.ml_dsa_87, 2592, 4627);

    static Optional<MlDsaSet> of(ASN1ObjectIdentifier oid) {
        return List.of(ML_DSA_44, ML_DSA_65, ML_DSA_87).stream()
                .filter(set -> set.oid.equals(oid))
                .findFirst();
    }

    /** RFC 9881 section 2: the parameters are absent. */
    AlgorithmIdentifier identifier() {
        return new AlgorithmIdentifier(oid);
    }
}
