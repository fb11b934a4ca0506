package io.suture.cli.api;

import java.math.BigInteger;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.util.BigIntegers;

/** The two forms of an ECDSA P-256 signature: DER as X.509 and TUF use it, r and s side by side as JOSE uses it. */
final class EcdsaSignature {

    private static final int HALF = 32;

    private EcdsaSignature() {}

    static byte[] concatenated(byte[] der) {
        try {
            ASN1Sequence sequence = ASN1Sequence.getInstance(der);
            byte[] both = new byte[2 * HALF];
            put(sequence, 0, both);
            put(sequence, 1, both);
            return both;
        } catch (RuntimeException e) {
            throw new IllegalArgumentException("not an ECDSA signature", e);
        }
    }

    private static void put(ASN1Sequence sequence, int index, byte[] both) {
        BigInteger value = ASN1Integer.getInstance(sequence.getObjectAt(index)).getPositiveValue();
        BigIntegers.asUnsignedByteArray(value, both, index * HALF, HALF);
    }
}
