package io.suture.trust.key;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.function.Supplier;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.crypto.Digest;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.digests.SHA384Digest;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.params.ECNamedDomainParameters;
import org.jspecify.annotations.Nullable;

/**
 * A NIST curve with the hash that belongs to it (FIPS 186-5). In keys a curve is always named (RFC 5480), never spelled
 * out.
 *
 * @param algorithm the algorithm it makes
 * @param domain the curve
 * @param hash the JDK's name of the hash
 * @param newDigest the same hash for RFC 6979
 */
record EcdsaCurve(KeyAlgorithm algorithm, ECNamedDomainParameters domain, String hash, Supplier<Digest> newDigest) {

    static final EcdsaCurve P256 = new EcdsaCurve(
            KeyAlgorithm.ECDSA_P256, named(SECObjectIdentifiers.secp256r1), "SHA-256", SHA256Digest::newInstance);
    static final EcdsaCurve P384 = new EcdsaCurve(
            KeyAlgorithm.ECDSA_P384, named(SECObjectIdentifiers.secp384r1), "SHA-384", SHA384Digest::new);

    static EcdsaCurve ofParameters(@Nullable ASN1Encodable parameters) {
        return List.of(P256, P384).stream()
                .filter(curve -> curve.domain.getName().equals(parameters))
                .findFirst()
                .orElseThrow(() -> new KeyFormatException("the elliptic curve is neither P-256 nor P-384"));
    }

    AlgorithmIdentifier identifier() {
        return new AlgorithmIdentifier(X9ObjectIdentifiers.id_ecPublicKey, domain.getName());
    }

    /** The JDK's hash, which the processor helps with. */
    byte[] hashOf(byte[] message) {
        try {
            return MessageDigest.getInstance(hash).digest(message);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has " + hash, e);
        }
    }

    private static ECNamedDomainParameters named(ASN1ObjectIdentifier oid) {
        return new ECNamedDomainParameters(oid, CustomNamedCurves.getByOID(oid));
    }
}
