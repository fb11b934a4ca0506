package io.suture.trust.key;

import io.suture.trust.digest.Digest;
import java.io.IOException;
import java.math.BigInteger;
import java.security.SecureRandom;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.generators.ECKeyPairGenerator;
import org.bouncycastle.crypto.params.ECKeyGenerationParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.crypto.signers.HMacDSAKCalculator;
import org.bouncycastle.crypto.signers.StandardDSAEncoding;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;

/** P-256 private key; signatures are deterministic (RFC 6979), so a weak random source cannot leak the key. */
final class EcdsaMaterial implements PrivateMaterial {

    private final ECPrivateKeyParameters key;
    private final EcdsaVerifier verifier;

    private EcdsaMaterial(ECPrivateKeyParameters key) {
        this.key = key;
        var point = new FixedPointCombMultiplier().multiply(EcdsaVerifier.P256.getG(), key.getD());
        this.verifier = new EcdsaVerifier(new ECPublicKeyParameters(point.normalize(), EcdsaVerifier.P256));
    }

    static EcdsaMaterial generate(SecureRandom random) {
        ECKeyPairGenerator generator = new ECKeyPairGenerator();
        generator.init(new ECKeyGenerationParameters(EcdsaVerifier.P256, random));
        return new EcdsaMaterial(
                (ECPrivateKeyParameters) generator.generateKeyPair().getPrivate());
    }

    static EcdsaMaterial of(PrivateKeyInfo info) throws IOException {
        if (!SECObjectIdentifiers.secp256r1.equals(info.getPrivateKeyAlgorithm().getParameters())) {
            throw new KeyFormatException("the elliptic curve is not P-256");
        }
        BigInteger d = ECPrivateKey.getInstance(info.parsePrivateKey()).getKey();
        return new EcdsaMaterial(new ECPrivateKeyParameters(d, EcdsaVerifier.P256));
    }

    @Override
    public Verifier verifier() {
        return verifier;
    }

    @Override
    public byte[] sign(byte[] message) {
        ECDSASigner signer = new ECDSASigner(new HMacDSAKCalculator(SHA256Digest.newInstance()));
        signer.init(true, key);
        BigInteger[] rs = signer.generateSignature(Digest.of(message).bytes());
        try {
            return StandardDSAEncoding.INSTANCE.encode(EcdsaVerifier.P256.getN(), rs[0], rs[1]);
        } catch (IOException e) {
            throw new IllegalStateException("a signature has an encoding", e);
        }
    }

    @Override
    public byte[] pkcs8() {
        int bits = EcdsaVerifier.P256.getN().bitLength();
        ECPrivateKey secret = new ECPrivateKey(bits, key.getD(), new DERBitString(verifier.raw()), null);
        try {
            return new PrivateKeyInfo(EcdsaVerifier.ALGORITHM, secret).getEncoded();
        } catch (IOException e) {
            throw new IllegalStateException("a key in memory has an encoding", e);
        }
    }
}
