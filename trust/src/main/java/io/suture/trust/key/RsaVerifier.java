package io.suture.trust.key;

import java.io.IOException;
import java.math.BigInteger;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.RSAPublicKey;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.engines.RSAEngine;
import org.bouncycastle.crypto.params.RSAKeyParameters;
import org.bouncycastle.crypto.signers.PSSSigner;

/** RFC 8017 RSASSA-PSS with SHA-256, MGF1 and a salt of 32 bytes, as securesystemslib signs TUF metadata. */
record RsaVerifier(RSAKeyParameters key) implements Verifier {

    private static final int MIN_BITS = 2048;
    private static final int MAX_BITS = 8192;
    private static final int MAX_EXPONENT_BITS = 64;
    private static final int SALT_BYTES = 32;

    static RsaVerifier ofSpki(byte[] spki) {
        SubjectPublicKeyInfo info = Verifier.parse(spki);
        if (!PKCSObjectIdentifiers.rsaEncryption.equals(info.getAlgorithm().getAlgorithm())) {
            throw new KeyFormatException("the TUF key type does not agree with the key");
        }
        try {
            RSAPublicKey key = RSAPublicKey.getInstance(info.parsePublicKey());
            return ofNumbers(key.getModulus(), key.getPublicExponent());
        } catch (IOException | IllegalArgumentException e) {
            throw new KeyFormatException("not a valid RSA public key", e);
        }
    }

    private static RsaVerifier ofNumbers(BigInteger modulus, BigInteger exponent) {
        int bits = modulus.bitLength();
        if (bits < MIN_BITS || bits > MAX_BITS || exponent.bitLength() > MAX_EXPONENT_BITS) {
            throw new KeyFormatException("an RSA key has " + MIN_BITS + " to " + MAX_BITS + " bits");
        }
        return new RsaVerifier(new RSAKeyParameters(false, modulus, exponent));
    }

    @Override
    public KeyAlgorithm algorithm() {
        return KeyAlgorithm.RSA_PSS;
    }

    @Override
    public byte[] spki() {
        try {
            AlgorithmIdentifier algorithm =
                    new AlgorithmIdentifier(PKCSObjectIdentifiers.rsaEncryption, DERNull.INSTANCE);
            return new SubjectPublicKeyInfo(algorithm, raw()).getEncoded();
        } catch (IOException e) {
            throw new IllegalStateException("a key in memory has an encoding", e);
        }
    }

    @Override
    public byte[] raw() {
        try {
            return new RSAPublicKey(key.getModulus(), key.getExponent()).getEncoded();
        } catch (IOException e) {
            throw new IllegalStateException("a key in memory has an encoding", e);
        }
    }

    @Override
    public boolean verify(byte[] message, byte[] signature) {
        PSSSigner verifier = new PSSSigner(new RSAEngine(), SHA256Digest.newInstance(), SALT_BYTES);
        verifier.init(false, key);
        verifier.update(message, 0, message.length);
        return verifier.verifySignature(signature);
    }
}
