package io.suture.trust.pki;

import io.suture.trust.key.KeyFamily;
import io.suture.trust.key.KeyFormatException;
import io.suture.trust.key.PublicKey;
import io.suture.trust.key.Signer;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.pkcs.CertificationRequest;
import org.bouncycastle.asn1.pkcs.CertificationRequestInfo;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;
import org.bouncycastle.pkcs.PKCS10CertificationRequestBuilder;

/** A PKCS #10 request (RFC 2986). The only thing taken from one is the key; every name comes from the server's records. */
public final class CertificateRequest {

    private static final String LABEL = "CERTIFICATE REQUEST";

    private CertificateRequest() {}

    /** Return the PEM of a request for the signer's key. */
    public static String create(Signer signer, String commonName) {
        X500Name subject = new X500NameBuilder(BCStyle.INSTANCE)
                .addRDN(BCStyle.CN, commonName)
                .build();
        SubjectPublicKeyInfo key =
                SubjectPublicKeyInfo.getInstance(signer.publicKey().spki());
        try {
            return Pem.encode(
                    LABEL,
                    new PKCS10CertificationRequestBuilder(subject, key)
                            .build(new SignerAdapter(signer))
                            .getEncoded());
        } catch (IOException e) {
            throw new IllegalStateException("request cannot be encoded", e);
        }
    }

    /** Return the key of a request that was really signed with it (proof of possession, RFC 2986 section 3). */
    public static PublicKey verify(String pem) {
        List<byte[]> blocks = Pem.decode(LABEL, pem, PkiLimits.MAX_REQUEST_CHARS);
        if (blocks.size() != 1) {
            throw new PkiException(PkiException.Problem.NOT_A_REQUEST, "exactly one request is expected");
        }
        PKCS10CertificationRequest request = parse(blocks.get(0));
        PublicKey key = keyOf(request);
        if (!SignerAdapter.algorithmOf(key.algorithm()).equals(request.getSignatureAlgorithm())
                || !key.verify(signedPart(request), request.getSignature())) {
            throw new PkiException(PkiException.Problem.NOT_PROVEN, "request was not signed by the key in it");
        }
        return key;
    }

    private static PKCS10CertificationRequest parse(byte[] der) {
        try {
            PKCS10CertificationRequest request = new PKCS10CertificationRequest(der);
            CertificationRequest structure = request.toASN1Structure();
            if (structure.getSignature().getPadBits() != 0
                    || !Arrays.equals(der, structure.getEncoded(ASN1Encoding.DER))) {
                throw new PkiException(PkiException.Problem.NOT_A_REQUEST, "request is not DER");
            }
            return request;
        } catch (PkiException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            throw new PkiException(PkiException.Problem.NOT_A_REQUEST, "not a PKCS #10 request", e);
        }
    }

    private static PublicKey keyOf(PKCS10CertificationRequest request) {
        try {
            return requireForTls(
                    PublicKey.fromSpki(request.getSubjectPublicKeyInfo().getEncoded(ASN1Encoding.DER)));
        } catch (IOException | RuntimeException e) {
            throw new PkiException(PkiException.Problem.NOT_A_REQUEST, "key of the request is not accepted", e);
        }
    }

    /** No TLS library in use here takes a certificate with an ML-DSA key. */
    private static PublicKey requireForTls(PublicKey key) {
        if (key.algorithm().family() == KeyFamily.POST_QUANTUM) {
            throw new KeyFormatException("TLS needs an Ed25519 or ECDSA key, not " + key.algorithm());
        }
        return key;
    }

    private static byte[] signedPart(PKCS10CertificationRequest request) {
        CertificationRequestInfo info = request.toASN1Structure().getCertificationRequestInfo();
        try {
            return info.getEncoded(ASN1Encoding.DER);
        } catch (IOException e) {
            throw new PkiException(PkiException.Problem.NOT_A_REQUEST, "request cannot be encoded", e);
        }
    }
}
