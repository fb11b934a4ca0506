package io.suture.trust.pki;

import io.suture.trust.key.KeyAlgorithm;
import io.suture.trust.key.Signer;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import org.bouncycastle.asn1.edec.EdECObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.operator.ContentSigner;

/** Lets any {@link Signer}, also one in hardware, sign the structures of BouncyCastle. */
final class SignerAdapter implements ContentSigner {

    private final Signer signer;
    private final ByteArrayOutputStream content = new ByteArrayOutputStream();

    SignerAdapter(Signer signer) {
        this.signer = signer;
    }

    static AlgorithmIdentifier algorithmOf(KeyAlgorithm algorithm) {
        return switch (algorithm) {
            case ED25519 -> new AlgorithmIdentifier(EdECObjectIdentifiers.id_Ed25519);
            case ECDSA_P256 -> new AlgorithmIdentifier(X9ObjectIdentifiers.ecdsa_with_SHA256);
            case ECDSA_P384 -> new AlgorithmIdentifier(X9ObjectIdentifiers.ecdsa_with_SHA384);
            case RSA_PSS, ML_DSA_44, ML_DSA_65, ML_DSA_87 ->
                throw new IllegalArgumentException("certificates are not made with " + algorithm);
        };
    }

    @Override
    public AlgorithmIdentifier getAlgorithmIdentifier() {
        return algorithmOf(signer.publicKey().algorithm());
    }

    @Override
    public OutputStream getOutputStream() {
        return content;
    }

    @Override
    public byte[] getSignature() {
        return signer.sign(content.toByteArray());
    }
}
