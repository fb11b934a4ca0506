package io.suture.trust.key;

import io.suture.trust.digest.Digest;
import java.io.IOException;
import java.math.BigInteger;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.params.ECNamedDomainParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.crypto.signers.StandardDSAEncoding;

/** FIPS 186-5 ECDSA on P-256 over SHA-256; signatures are strict DER. */
record EcdsaVerifier(ECPublicKeyParameters key) implements Verifier {

    static final ECNamedDomainParameters P256 = new ECNamedDomainParameters(
            SECObjectIdentifiers.secp256r1, CustomNamedCurves.getByOID(SECObjectIdentifiers.secp256r1));
    static final AlgorithmIdentifier ALGORITHM =
            new AlgorithmIdentifier(X9ObjectIdentifiers.id_ecPublicKey, SECObjectIdentifiers.secp256r1);

    static EcdsaVerifier of(SubjectPublicKeyInfo info) {
        if (!SECObjectIdentifiers.secp256r1.equals(info.getAlgorithm().getParameters())) {
            throw new KeyFormatException("the elliptic curve is not P-256");
        }
        return ofPoint(info.getPublicKeyData().getOctets());
    }

    private static EcdsaVerifier ofPoint(byte[] point) {
        try {
            return new EcdsaVerifier(new ECPublicKeyParameters(P256.getCurve().decodePoint(point), P256));
        } catch (IllegalArgumentException e) {
            throw new KeyFormatException("not a valid P-256 public key", e);
        }
    }

    @Override
    public KeyAlgorithm algorithm() {
        return KeyAlgorithm.ECDSA_P256;
    }

    @Override
    public byte[] spki() {
        try {
            return new SubjectPublicKeyInfo(ALGORITHM, raw()).getEncoded();
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
            BigInteger[] rs = StandardDSAEncoding.INSTANCE.decode(P256.getN(), signature);
            ECDSASigner verifier = new ECDSASigner();
            verifier.init(false, key);
            return verifier.verifySignature(Digest.of(message).bytes(), rs[0], rs[1]);
        } catch (IOException | RuntimeException e) {
            return false;
        }
    }
}
