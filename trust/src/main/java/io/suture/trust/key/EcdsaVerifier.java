package io.suture.trust.key;

import java.io.IOException;
import java.math.BigInteger;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.crypto.signers.StandardDSAEncoding;

/** FIPS 186-5 ECDSA on P-256 over SHA-256 or on P-384 over SHA-384; signatures are strict DER. */
record EcdsaVerifier(EcdsaCurve curve, ECPublicKeyParameters key) implements Verifier {

    static EcdsaVerifier of(SubjectPublicKeyInfo info) {
        EcdsaCurve curve = EcdsaCurve.ofParameters(info.getAlgorithm().getParameters());
        try {
            var point = curve.domain()
                    .getCurve()
                    .decodePoint(info.getPublicKeyData().getOctets());
            return new EcdsaVerifier(curve, new ECPublicKeyParameters(point, curve.domain()));
        } catch (IllegalArgumentException e) {
            throw new KeyFormatException("not a valid public key of " + curve.algorithm(), e);
        }
    }

    @Override
    public KeyAlgorithm algorithm() {
        return curve.algorithm();
    }

    @Override
    public byte[] spki() {
        try {
            return new SubjectPublicKeyInfo(curve.identifier(), raw()).getEncoded();
        } catch (IOException e) {
            throw new IllegalStateException("a key in memory has an encoding", e);
        }
    }

    @Override
    public byte[] raw() {
        return key.getQ().getEncoded(false);
    }

    @Override
    public boolean verify(byte[] message, byte[] signature) {
        try {
            BigInteger[] rs = StandardDSAEncoding.INSTANCE.decode(curve.domain().getN(), signature);
            ECDSASigner verifier = new ECDSASigner();
            verifier.init(false, key);
            return verifier.verifySignature(curve.hashOf(message), rs[0], rs[1]);
        } catch (IOException | RuntimeException e) {
            return false;
        }
    }
}
