package io.suture.trust.key;

import java.io.IOException;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.crypto.params.MLDSAPublicKeyParameters;
import org.bouncycastle.crypto.signers.MLDSASigner;

/** FIPS 204 ML-DSA, the pure form with an empty context. */
record MlDsaVerifier(MlDsaSet set, MLDSAPublicKeyParameters key) implements Verifier {

    static MlDsaVerifier of(MlDsaSet set, SubjectPublicKeyInfo info) {
        if (info.getAlgorithm().getParameters() != null) {
            throw new KeyFormatException("not a valid public key of " + set.algorithm());
        }
        return ofRaw(set, info.getPublicKeyData().getOctets());
    }

    static MlDsaVerifier ofRaw(MlDsaSet set, byte[] raw) {
        if (raw.length != set.publicKeyBytes()) {
            throw new KeyFormatException("not a valid public key of " + set.algorithm());
        }
        return new MlDsaVerifier(set, new MLDSAPublicKeyParameters(set.parameters(), raw));
    }

    @Override
    public KeyAlgorithm algorithm() {
        return set.algorithm();
    }

    @Override
    public byte[] spki() {
        try {
            return new SubjectPublicKeyInfo(set.identifier(), raw()).getEncoded();
        } catch (IOException e) {
            throw new IllegalStateException("a key in memory has an encoding", e);
        }
    }

    @Override
    public byte[] raw() {
        return key.getEncoded();
    }

    @Override
    public boolean verify(byte[] message, byte[] signature) {
        if (signature.length != set.signatureBytes()) {
            return false;
        }
        MLDSASigner verifier = new MLDSASigner();
        verifier.init(false, key);
        verifier.update(message, 0, message.length);
        return verifier.verifySignature(signature);
    }
}
