package io.suture.trust.key;

import java.io.IOException;
import java.security.SecureRandom;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.edec.EdECObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.signers.Ed25519Signer;

/** RFC 8032 private key, RFC 8410 encoding (version 1, without the public key: every reader takes it). */
final class Ed25519Material implements PrivateMaterial {

    private final Ed25519PrivateKeyParameters key;

    private Ed25519Material(Ed25519PrivateKeyParameters key) {
        this.key = key;
    }

    static Ed25519Material generate(SecureRandom random) {
        return new Ed25519Material(new Ed25519PrivateKeyParameters(random));
    }

    static Ed25519Material of(PrivateKeyInfo info) throws IOException {
        byte[] seed = ASN1OctetString.getInstance(info.parsePrivateKey()).getOctets();
        return new Ed25519Material(new Ed25519PrivateKeyParameters(seed));
    }

    @Override
    public Verifier verifier() {
        return new Ed25519Verifier(key.generatePublicKey());
    }

    @Override
    public byte[] sign(byte[] message) {
        Ed25519Signer signer = new Ed25519Signer();
        signer.init(true, key);
        signer.update(message, 0, message.length);
        return signer.generateSignature();
    }

    @Override
    public byte[] pkcs8() {
        try {
            return new PrivateKeyInfo(
                            new AlgorithmIdentifier(EdECObjectIdentifiers.id_Ed25519),
                            new DEROctetString(key.getEncoded()))
                    .getEncoded();
        } catch (IOException e) {
            throw new IllegalStateException("a key in memory has an encoding", e);
        }
    }
}
