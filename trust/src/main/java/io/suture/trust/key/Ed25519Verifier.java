package io.suture.trust.key;

import java.io.IOException;
import org.bouncycastle.asn1.edec.EdECObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.crypto.params.Ed25519PublicKeyParameters;
import org.bouncycastle.crypto.signers.Ed25519Signer;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/** RFC 8032 Ed25519; keys of small order, which accept signatures nobody made, are refused. */
record Ed25519Verifier(Ed25519PublicKeyParameters key) implements Verifier {

    static Ed25519Verifier ofRaw(byte[] raw) {
        if (raw.length != Ed25519.PUBLIC_KEY_SIZE || !Ed25519.validatePublicKeyFull(raw, 0)) {
            throw new KeyFormatException("not a valid Ed25519 public key");
        }
        return new Ed25519Verifier(new Ed25519PublicKeyParameters(raw));
    }

    @Override
    public KeyAlgorithm algorithm() {
        return KeyAlgorithm.ED25519;
    }

    @Override
    public byte[] spki() {
        try {
            return new SubjectPublicKeyInfo(new AlgorithmIdentifier(EdECObjectIdentifiers.id_Ed25519), raw())
                    .getEncoded();
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
        Ed25519Signer verifier = new Ed25519Signer();
        verifier.init(false, key);
        verifier.update(message, 0, message.length);
        return verifier.verifySignature(signature);
    }
}
