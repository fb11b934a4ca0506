package io.suture.trust.log.timestamp;

import io.suture.trust.pki.Certificates;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.cmp.PKIFailureInfo;
import org.bouncycastle.asn1.cmp.PKIStatus;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.cert.jcajce.JcaCertStore;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.cms.SignerInfoGenerator;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoGeneratorBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
import org.bouncycastle.tsp.TSPAlgorithms;
import org.bouncycastle.tsp.TSPException;
import org.bouncycastle.tsp.TimeStampRequest;
import org.bouncycastle.tsp.TimeStampRequestGenerator;
import org.bouncycastle.tsp.TimeStampResponse;
import org.bouncycastle.tsp.TimeStampResponseGenerator;
import org.bouncycastle.tsp.TimeStampTokenGenerator;

/** A time-stamp authority with a root, an issuing authority and a certificate of its own, and everything it can do wrong. */
public final class TestAuthority {

    public static final String POLICY = "1.3.6.1.4.1.55555.1";

    private static final Instant BORN = Instant.parse("2020-01-01T00:00:00Z");
    private static final Instant END = Instant.parse("2040-01-01T00:00:00Z");
    private static final BigInteger SERIAL = BigInteger.valueOf(77);

    private final KeyPair rootKey = pair();
    private final KeyPair issuerKey = pair();
    private final KeyPair ownKey = pair();
    private final X509Certificate root = authority("CN=Test TSA root", rootKey, "CN=Test TSA root", rootKey);
    private final X509Certificate issuer = authority("CN=Test TSA issuer", issuerKey, "CN=Test TSA root", rootKey);
    private final X509Certificate own = own(END, true, KeyPurposeId.id_kp_timeStamping);
    private long serial;

    /** What the authority does. */
    public enum Conduct {
        GOOD,
        WRONG_NONCE,
        NO_NONCE,
        WRONG_IMPRINT,
        SHA256_IMPRINT,
        EXPIRED,
        WRONG_PURPOSE,
        TWO_PURPOSES,
        PURPOSE_NOT_CRITICAL,
        OTHER_CERTIFICATE_OF_ITS_KEY,
        NO_CERTIFICATE,
        NO_ISSUER,
        SHA1_SIGNATURE,
        REFUSES
    }

    /** Return the root as PEM. */
    public String rootPem() {
        return Certificates.toPem(root);
    }

    /** Answer a request. */
    public byte[] answer(byte[] request, Instant time, Conduct conduct) {
        try {
            TimeStampRequest asked = new TimeStampRequest(request);
            return switch (conduct) {
                case WRONG_NONCE -> grant(request(asked, asked.getNonce().add(BigInteger.ONE)), time, own, own, issuer);
                case NO_NONCE -> grant(request(asked, null), time, own, own, issuer);
                case WRONG_IMPRINT ->
                    grant(
                            generator().generate(TSPAlgorithms.SHA512, new byte[64], asked.getNonce()),
                            time,
                            own,
                            own,
                            issuer);
                case SHA256_IMPRINT ->
                    grant(
                            generator().generate(TSPAlgorithms.SHA256, new byte[32], asked.getNonce()),
                            time,
                            own,
                            own,
                            issuer);
                case EXPIRED -> {
                    X509Certificate expired =
                            own(time.minus(Duration.ofDays(1)), true, KeyPurposeId.id_kp_timeStamping);
                    yield grant(asked, time, expired, expired, issuer);
                }
                case WRONG_PURPOSE -> grant(asked, time, own, own(END, true, KeyPurposeId.id_kp_codeSigning), issuer);
                case TWO_PURPOSES ->
                    grant(
                            asked,
                            time,
                            own,
                            own(END, true, KeyPurposeId.id_kp_timeStamping, KeyPurposeId.id_kp_codeSigning),
                            issuer);
                case PURPOSE_NOT_CRITICAL ->
                    grant(asked, time, own, own(END, false, KeyPurposeId.id_kp_timeStamping), issuer);
                case OTHER_CERTIFICATE_OF_ITS_KEY ->
                    grant(asked, time, own, own(END.plusSeconds(9), true, KeyPurposeId.id_kp_timeStamping), issuer);
                case NO_CERTIFICATE -> grant(asked, time, own, issuer);
                case NO_ISSUER -> grant(asked, time, own, own);
                case REFUSES -> refusal();
                case SHA1_SIGNATURE -> respond(asked, time, "SHA1withECDSA", own, own, issuer);
                case GOOD -> grant(asked, time, own, own, issuer);
            };
        } catch (IOException | TSPException e) {
            throw new IllegalStateException(e);
        }
    }

    private static TimeStampRequestGenerator generator() {
        TimeStampRequestGenerator generator = new TimeStampRequestGenerator();
        generator.setCertReq(true);
        return generator;
    }

    private static TimeStampRequest request(TimeStampRequest asked, BigInteger nonce) {
        return generator().generate(TSPAlgorithms.SHA512, asked.getMessageImprintDigest(), nonce);
    }

    private byte[] grant(TimeStampRequest asked, Instant time, X509Certificate signer, X509Certificate... sent) {
        return respond(asked, time, "SHA256withECDSA", signer, sent);
    }

    private byte[] respond(
            TimeStampRequest asked, Instant time, String algorithm, X509Certificate signer, X509Certificate... sent) {
        try {
            SignerInfoGenerator signing =
                    new JcaSimpleSignerInfoGeneratorBuilder().build(algorithm, ownKey.getPrivate(), signer);
            TimeStampTokenGenerator tokens = new TimeStampTokenGenerator(
                    signing,
                    new JcaDigestCalculatorProviderBuilder()
                            .build()
                            .get(new org.bouncycastle.asn1.x509.AlgorithmIdentifier(TSPAlgorithms.SHA256)),
                    new ASN1ObjectIdentifier(POLICY));
            tokens.addCertificates(new JcaCertStore(List.of(sent)));
            TimeStampResponse response = new TimeStampResponseGenerator(tokens, TSPAlgorithms.ALLOWED)
                    .generate(asked, BigInteger.valueOf(++serial), Date.from(time));
            return response.getEncoded();
        } catch (GeneralSecurityException | IOException | OperatorCreationException | TSPException e) {
            throw new IllegalStateException(e);
        }
    }

    private byte[] refusal() throws TSPException, IOException {
        TimeStampTokenGenerator none = null;
        return new TimeStampResponseGenerator(none, TSPAlgorithms.ALLOWED)
                .generateFailResponse(PKIStatus.REJECTION, PKIFailureInfo.badRequest, "not today\u001b[31m")
                .getEncoded();
    }

    private X509Certificate own(Instant end, boolean critical, KeyPurposeId... purposes) {
        return certificate("CN=Test TSA", ownKey, "CN=Test TSA issuer", issuerKey, end, SERIAL, builder -> {
            builder.addExtension(Extension.extendedKeyUsage, critical, new ExtendedKeyUsage(purposes));
        });
    }

    private static X509Certificate authority(String name, KeyPair key, String by, KeyPair issuer) {
        return certificate(name, key, by, issuer, END, BigInteger.valueOf(name.hashCode() & 0xffff), builder -> {
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
        });
    }

    @FunctionalInterface
    private interface Extending {
        void extend(JcaX509v3CertificateBuilder builder) throws IOException;
    }

    private static X509Certificate certificate(
            String name, KeyPair key, String by, KeyPair issuer, Instant end, BigInteger serial, Extending extending) {
        try {
            JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                    new X500Name(by), serial, Date.from(BORN), Date.from(end), new X500Name(name), key.getPublic());
            extending.extend(builder);
            return new JcaX509CertificateConverter()
                    .getCertificate(
                            builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(issuer.getPrivate())));
        } catch (IOException | GeneralSecurityException | OperatorCreationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static KeyPair pair() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
