package io.suture.trust.key;

import java.io.IOException;
import java.math.BigInteger;
import java.security.SecureRandom;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.bouncycastle.crypto.generators.ECKeyPairGenerator;
import org.bouncycastle.crypto.params.ECKeyGenerationParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.crypto.signers.HMacDSAKCalculator;
import org.bouncycastle.crypto.signers.StandardDSAEncoding;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;

/** P-256 or P-384 private key; signatures are deterministic (RFC 6979), so a weak random source cannot leak the key. */
final class EcdsaMaterial implements PrivateMaterial {

    private final EcdsaCurve curve;
    private final ECPrivateKeyParameters key;
    private final EcdsaVerifier verifier;

    private EcdsaMaterial(EcdsaCurve curve, ECPrivateKeyParameters key) {
        this.curve = curve;
        this.key = key;
        var point = new FixedPointCombMultiplier().multiply(curve.domain().getG(), key.getD());
        this.verifier = new EcdsaVerifier(curve, new ECPublicKeyParameters(point.normalize(), curve.domain()));
    }

    static EcdsaMaterial generate(EcdsaCurve curve, SecureRandom random) {
        ECKeyPairGenerator generator = new ECKeyPairGenerator();
        generator.init(new ECKeyGenerationParameters(curve.domain(), random));
        return new EcdsaMaterial(
                curve, (ECPrivateKeyParameters) generator.generateKeyPair().getPrivate());
    }

    static EcdsaMaterial of(PrivateKeyInfo info) throws IOException {
        EcdsaCurve curve = EcdsaCurve.ofParameters(info.getPrivateKeyAlgorithm().getParameters());
        BigInteger d = ECPrivateKey.getInstance(info.parsePrivateKey()).getKey();
        return new EcdsaMaterial(curve, new ECPrivateKeyParameters(d, curve.domain()));
    }

    @Override
    public Verifier verifier() {
        return verifier;
    }

    @Override
    public byte[] sign(byte[] message) {
        ECDSASigner signer =
                new ECDSASigner(new HMacDSAKCalculator(curve.newDigest().get()));
        signer.init(true, key);
        BigInteger[] rs = signer.generateSignature(curve.hashOf(message));
        try {
            return StandardDSAEncoding.INSTANCE.encode(curve.domain().getN(), rs[0], rs[1]);
        } catch (IOException e) {
            throw new IllegalStateException("a signature has an encoding", e);
        }
    }

    @Override
    public byte[] pkcs8() {
        int bits = curve.domain().getN().bitLength();
        ECPrivateKey secret = new ECPrivateKey(bits, key.getD(), new DERBitString(verifier.raw()), null);
        try {
            return new PrivateKeyInfo(curve.identifier(), secret).getEncoded();
        } catch (IOException e) {
            throw new IllegalStateException("a key in memory has an encoding", e);
        }
    }
}
