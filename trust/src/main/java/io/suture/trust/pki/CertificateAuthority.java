package io.suture.trust.pki;

import io.suture.trust.key.PublicKey;
import io.suture.trust.key.Signer;
import java.io.IOException;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509ExtensionUtils;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.bc.BcX509ExtensionUtils;

/** Issues certificates for servers and devices in the profile of RFC 5280. */
public final class CertificateAuthority {

    private static final int SERIAL_BYTES = 16;

    private final X509Certificate certificate;
    private final Signer key;
    private final SecureRandom random;

    /** Creates an authority from its certificate and the private key that belongs to it. */
    public CertificateAuthority(X509Certificate certificate, Signer key, SecureRandom random) {
        boolean[] usage = certificate.getKeyUsage();
        if (certificate.getBasicConstraints() < 0 || usage == null || !usage[5]) {
            throw new PkiException(PkiException.Problem.NOT_AN_AUTHORITY, "certificate may not sign certificates");
        }
        if (!Certificates.publicKeyOf(certificate).equals(key.publicKey())) {
            throw new PkiException(PkiException.Problem.KEY_MISMATCH, "private key does not belong to the certificate");
        }
        this.certificate = certificate;
        this.key = key;
        this.random = random;
    }

    /** Return a new authority that vouches for itself and issues end-entity certificates only. */
    public static CertificateAuthority selfSigned(
            String commonName, Signer key, Validity validity, SecureRandom random) {
        X500Name name = name(commonName);
        X509v3CertificateBuilder builder = builder(name, name, key.publicKey(), validity, random);
        extend(builder, Extension.basicConstraints, true, new BasicConstraints(0));
        extend(builder, Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
        subjectKeyIdentifier(builder, key.publicKey());
        return new CertificateAuthority(sign(builder, key), key, random);
    }

    /**
     * Return a certificate that a signing key makes for itself: key stores keep a private key only together with one.
     * Nothing trusts it.
     */
    public static X509Certificate ofSigningKey(String commonName, Signer key, Validity validity, SecureRandom random) {
        X500Name name = name(commonName);
        X509v3CertificateBuilder builder = builder(name, name, key.publicKey(), validity, random);
        extend(builder, Extension.basicConstraints, true, new BasicConstraints(false));
        extend(builder, Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
        subjectKeyIdentifier(builder, key.publicKey());
        return sign(builder, key);
    }

    /** Return the authority's own certificate. */
    public X509Certificate certificate() {
        return certificate;
    }

    /** Return a certificate for a TLS server with the given DNS names and IP addresses; the first is the common name. */
    public X509Certificate issueServer(PublicKey subject, List<String> dnsAndIp, Validity validity) {
        GeneralNames names = ServerNames.of(dnsAndIp);
        return issue(subject, name(dnsAndIp.get(0)), names, KeyPurposeId.id_kp_serverAuth, validity);
    }

    /** Return a certificate for a TLS client that is the given device. */
    public X509Certificate issueDevice(PublicKey subject, DeviceIdentity device, Validity validity) {
        GeneralNames names = new GeneralNames(new GeneralName(GeneralName.uniformResourceIdentifier, device.urn()));
        return issue(subject, name(device.device()), names, KeyPurposeId.id_kp_clientAuth, validity);
    }

    private X509Certificate issue(
            PublicKey subject, X500Name name, GeneralNames names, KeyPurposeId purpose, Validity wanted) {
        X500Name issuer =
                X500Name.getInstance(certificate.getSubjectX500Principal().getEncoded());
        X509v3CertificateBuilder builder = builder(issuer, name, subject, wanted.within(validity()), random);
        extend(builder, Extension.basicConstraints, true, new BasicConstraints(false));
        extend(builder, Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
        extend(builder, Extension.extendedKeyUsage, false, new ExtendedKeyUsage(purpose));
        extend(builder, Extension.subjectAlternativeName, false, names);
        subjectKeyIdentifier(builder, subject);
        extend(
                builder,
                Extension.authorityKeyIdentifier,
                false,
                identifiers().createAuthorityKeyIdentifier(spki(key.publicKey())));
        return sign(builder, key);
    }

    private Validity validity() {
        return new Validity(
                certificate.getNotBefore().toInstant(),
                certificate.getNotAfter().toInstant());
    }

    private static X509v3CertificateBuilder builder(
            X500Name issuer, X500Name subject, PublicKey key, Validity validity, SecureRandom random) {
        return new X509v3CertificateBuilder(
                issuer,
                serial(random),
                Date.from(validity.notBefore()),
                Date.from(validity.notAfter()),
                subject,
                spki(key));
    }

    /** RFC 5280 section 4.1.2.2: positive, at most 20 octets; unpredictable. */
    private static BigInteger serial(SecureRandom random) {
        return new BigInteger(SERIAL_BYTES * 8 - 1, random).setBit(SERIAL_BYTES * 8 - 2);
    }

    private static X500Name name(String commonName) {
        if (commonName.isBlank() || commonName.length() > 64) {
            throw new PkiException(PkiException.Problem.BAD_NAME, "common name needs 1 to 64 characters");
        }
        return new X500NameBuilder(BCStyle.INSTANCE)
                .addRDN(BCStyle.CN, commonName)
                .build();
    }

    private static void subjectKeyIdentifier(X509v3CertificateBuilder builder, PublicKey subject) {
        extend(builder, Extension.subjectKeyIdentifier, false, identifiers().createSubjectKeyIdentifier(spki(subject)));
    }

    private static X509ExtensionUtils identifiers() {
        return new BcX509ExtensionUtils();
    }

    private static SubjectPublicKeyInfo spki(PublicKey key) {
        return SubjectPublicKeyInfo.getInstance(key.spki());
    }

    private static void extend(
            X509v3CertificateBuilder builder, ASN1ObjectIdentifier id, boolean critical, ASN1Encodable value) {
        try {
            builder.addExtension(id, critical, value);
        } catch (IOException e) {
            throw new IllegalStateException("extension " + id + " cannot be encoded", e);
        }
    }

    private static X509Certificate sign(X509v3CertificateBuilder builder, Signer key) {
        try {
            return Certificates.parseDer(builder.build(new SignerAdapter(key)).getEncoded());
        } catch (IOException e) {
            throw new IllegalStateException("certificate cannot be encoded", e);
        }
    }
}
