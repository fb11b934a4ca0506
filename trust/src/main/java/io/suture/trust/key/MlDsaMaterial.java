package io.suture.trust.key;

import java.io.IOException;
import java.security.SecureRandom;
import java.util.Arrays;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.crypto.CryptoException;
import org.bouncycastle.crypto.digests.SHAKEDigest;
import org.bouncycastle.crypto.generators.MLDSAKeyPairGenerator;
import org.bouncycastle.crypto.params.MLDSAKeyGenerationParameters;
import org.bouncycastle.crypto.params.MLDSAPrivateKeyParameters;
import org.bouncycastle.crypto.signers.MLDSASigner;
import org.bouncycastle.crypto.util.PrivateKeyFactory;
import org.bouncycastle.crypto.util.PrivateKeyInfoFactory;

/**
 * ML-DSA private key. Reads the three forms of RFC 9881 section 6 and writes the seed, which is all one needs, if it is
 * known. Signatures are the deterministic ones of FIPS 204 section 3.4, for the reason of RFC 6979.
 */
final class MlDsaMaterial implements PrivateMaterial {

    private final MlDsaSet set;
    private final MLDSAPrivateKeyParameters key;

    private MlDsaMaterial(MlDsaSet set, MLDSAPrivateKeyParameters key) {
        this.set = set;
        this.key = key;
    }

    static MlDsaMaterial generate(MlDsaSet set, SecureRandom random) {
        MLDSAKeyPairGenerator generator = new MLDSAKeyPairGenerator();
        generator.init(new MLDSAKeyGenerationParameters(random, set.parameters()));
        return new MlDsaMaterial(
                set, (MLDSAPrivateKeyParameters) generator.generateKeyPair().getPrivate());
    }

    static MlDsaMaterial of(MlDsaSet set, PrivateKeyInfo info) throws IOException {
        if (info.getPrivateKeyAlgorithm().getParameters() != null) {
            throw new KeyFormatException("not a valid private key of " + set.algorithm());
        }
        MLDSAPrivateKeyParameters key = (MLDSAPrivateKeyParameters) PrivateKeyFactory.createKey(info);
        if (!Arrays.equals(key.getTr(), hashOf(key.getPublicKey()))) {
            throw new KeyFormatException("the parts of the private key do not agree");
        }
        return new MlDsaMaterial(set, key);
    }

    /** FIPS 204 algorithm 6: an expanded key holds the hash of its public key. */
    private static byte[] hashOf(byte[] publicKey) {
        SHAKEDigest shake = new SHAKEDigest(256);
        shake.update(publicKey, 0, publicKey.length);
        byte[] hash = new byte[64];
        shake.doFinal(hash, 0, hash.length);
        return hash;
    }

    @Override
    public Verifier verifier() {
        return new MlDsaVerifier(set, key.getPublicKeyParameters());
    }

    @Override
    public byte[] sign(byte[] message) {
        MLDSASigner signer = new MLDSASigner();
        signer.init(true, key);
        signer.update(message, 0, message.length);
        try {
            return signer.generateSignature();
        } catch (CryptoException e) {
            throw new IllegalStateException("a key in memory signs", e);
        }
    }

    @Override
    public byte[] pkcs8() {
        int form = key.getSeed() == null ? MLDSAPrivateKeyParameters.EXPANDED_KEY : MLDSAPrivateKeyParameters.SEED_ONLY;
        try {
            return PrivateKeyInfoFactory.createPrivateKeyInfo(key.getParametersWithFormat(form))
                    .getEncoded();
        } catch (IOException e) {
            throw new IllegalStateException("a key in memory has an encoding", e);
        }
    }
}
