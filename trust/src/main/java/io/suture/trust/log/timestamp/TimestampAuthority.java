package io.suture.trust.log.timestamp;

import io.suture.trust.log.timestamp.TimestampException.Problem;
import io.suture.trust.pki.Certificates;
import io.suture.trust.pki.PkiException;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathBuilder;
import java.security.cert.CertStore;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.tsp.TSPAlgorithms;
import org.bouncycastle.tsp.TSPException;
import org.bouncycastle.tsp.TimeStampToken;

/**
 * An authority that is trusted because somebody named its roots, never because a token brings them along. Certificates
 * are judged at the time a token states, so that it outlives them; whether one was revoked is not asked.
 */
public final class TimestampAuthority {

    /** Most certificates in a token. */
    private static final int CERTIFICATES = 16;

    private static final Set<ASN1ObjectIdentifier> DIGESTS = Set.of(
            TSPAlgorithms.SHA256,
            TSPAlgorithms.SHA384,
            TSPAlgorithms.SHA512,
            TSPAlgorithms.SHA3_256,
            TSPAlgorithms.SHA3_384,
            TSPAlgorithms.SHA3_512);

    private final Set<TrustAnchor> roots;
    private final Optional<String> policy;

    /**
     * Creates the authority.
     *
     * @param roots certificates, one of which a token's chain must lead to
     * @param policy the policy that tokens must be issued under, if one is demanded
     */
    public TimestampAuthority(List<X509Certificate> roots, Optional<String> policy) {
        this.roots = roots.stream().map(root -> new TrustAnchor(root, null)).collect(Collectors.toSet());
        this.policy = policy;
    }

    /** Return the authority with the roots of a PEM text, whose policy does not matter. */
    public static TimestampAuthority ofPem(String pem) {
        return new TimestampAuthority(Certificates.parsePem(pem), Optional.empty());
    }

    /** Verify an answer that was kept; what it is about is for the caller to compare. */
    public Timestamp verify(byte[] answer) {
        return TimestampAnswer.reading(() -> verify(TimestampAnswer.parse(answer)));
    }

    /** Verify the answer to a request. */
    public Timestamp verify(byte[] answer, TimestampRequest request) {
        return TimestampAnswer.reading(() -> {
            TimestampAnswer parsed = TimestampAnswer.parse(answer);
            parsed.requireAnswers(request);
            return verify(parsed);
        });
    }

    private Timestamp verify(TimestampAnswer answer) {
        policy.filter(demanded -> !demanded.equals(answer.policy())).ifPresent(demanded -> {
            throw new TimestampException(
                    Problem.WRONG_POLICY, "issued under policy " + answer.policy() + ", not " + demanded);
        });
        List<X509Certificate> certificates = certificates(answer.token());
        X509Certificate signer = signer(answer.token());
        requireForTimeStamping(signer);
        requireValid(signer, answer.time());
        requireSigned(answer.token(), signer);
        requireTrusted(signer, certificates, answer.time());
        return new Timestamp(
                answer.time(),
                answer.imprint(),
                signer.getSubjectX500Principal().getName(),
                answer.serial());
    }

    private static X509Certificate signer(TimeStampToken token) {
        return holders(token).stream()
                .filter(token.getSID()::match)
                .findFirst()
                .map(TimestampAuthority::certificate)
                .orElseThrow(() -> new TimestampException(
                        Problem.NO_CERTIFICATE, "the certificate that signed is not in the token"));
    }

    private static List<X509Certificate> certificates(TimeStampToken token) {
        Collection<X509CertificateHolder> all = holders(token);
        if (all.size() > CERTIFICATES) {
            throw new TimestampException(Problem.MALFORMED, "more than " + CERTIFICATES + " certificates");
        }
        return all.stream().map(TimestampAuthority::certificate).toList();
    }

    private static Collection<X509CertificateHolder> holders(TimeStampToken token) {
        return token.getCertificates().getMatches(null);
    }

    private static X509Certificate certificate(X509CertificateHolder holder) {
        try {
            return Certificates.parseDer(holder.getEncoded());
        } catch (IOException | PkiException e) {
            throw new TimestampException(Problem.MALFORMED, "a certificate cannot be read", e);
        }
    }

    /** One purpose, this one, and critical (RFC 3161 section 2.3). */
    private static void requireForTimeStamping(X509Certificate signer) {
        try {
            X509CertificateHolder holder = new X509CertificateHolder(signer.getEncoded());
            Extension usage = holder.getExtension(Extension.extendedKeyUsage);
            boolean alone = usage != null
                    && usage.isCritical()
                    && List.of(KeyPurposeId.id_kp_timeStamping)
                            .equals(List.of(ExtendedKeyUsage.getInstance(usage.getParsedValue())
                                    .getUsages()));
            if (!alone) {
                throw new TimestampException(
                        Problem.NOT_FOR_TIME_STAMPING,
                        "the certificate of " + signer.getSubjectX500Principal()
                                + " has not the one critical purpose of time stamping");
            }
        } catch (IOException | GeneralSecurityException e) {
            throw new TimestampException(Problem.MALFORMED, "a certificate cannot be read", e);
        }
    }

    private static void requireValid(X509Certificate signer, Instant time) {
        if (time.isBefore(signer.getNotBefore().toInstant())
                || time.isAfter(signer.getNotAfter().toInstant())) {
            throw new TimestampException(
                    Problem.OUTSIDE_VALIDITY,
                    "stamped at " + time + " with a certificate valid from "
                            + signer.getNotBefore().toInstant() + " until "
                            + signer.getNotAfter().toInstant());
        }
    }

    private static void requireSigned(TimeStampToken token, X509Certificate signer) {
        try {
            ASN1ObjectIdentifier digest = token.toCMSSignedData()
                    .getSignerInfos()
                    .get(token.getSID())
                    .getDigestAlgorithmID()
                    .getAlgorithm();
            if (!DIGESTS.contains(digest)) {
                throw new TimestampException(Problem.WRONG_SIGNATURE, "digest " + digest + " is not trusted");
            }
            token.validate(new JcaSimpleSignerInfoVerifierBuilder().build(signer));
        } catch (TSPException | OperatorCreationException e) {
            throw new TimestampException(Problem.WRONG_SIGNATURE, "the token is not signed by its certificate", e);
        }
    }

    private void requireTrusted(X509Certificate signer, List<X509Certificate> certificates, Instant time) {
        try {
            X509CertSelector target = new X509CertSelector();
            target.setCertificate(signer);
            PKIXBuilderParameters parameters = new PKIXBuilderParameters(roots, target);
            parameters.addCertStore(
                    CertStore.getInstance("Collection", new CollectionCertStoreParameters(certificates)));
            parameters.setRevocationEnabled(false);
            parameters.setDate(Date.from(time));
            CertPathBuilder.getInstance("PKIX").build(parameters);
        } catch (GeneralSecurityException e) {
            throw new TimestampException(Problem.NOT_TRUSTED, "no chain leads to a given root", e);
        }
    }
}
