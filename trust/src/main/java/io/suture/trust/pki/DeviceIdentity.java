package io.suture.trust.pki;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x500.style.IETFUtils;

/**
 * The one device a client certificate speaks for: a URI in the subject alternative name,
 * {@code urn:suture:device:<manufacturer>:<device>} (RFC 5280 section 4.2.1.6).
 */
public record DeviceIdentity(String manufacturer, String device) {

    private static final int URI_NAME = 6;
    private static final String CLIENT_AUTH = "1.3.6.1.5.5.7.3.2";
    private static final String ID = "[A-Za-z0-9][A-Za-z0-9._-]{0,63}";
    private static final Pattern ID_PATTERN = Pattern.compile(ID);
    private static final Pattern URN = Pattern.compile("urn:suture:device:(" + ID + "):(" + ID + ")");

    /** Checks both ids. */
    public DeviceIdentity {
        if (!ID_PATTERN.matcher(manufacturer).matches()
                || !ID_PATTERN.matcher(device).matches()) {
            throw new PkiException(PkiException.Problem.BAD_NAME, "not a manufacturer and device id");
        }
    }

    /** Return the URI that stands in the certificate. */
    public String urn() {
        return "urn:suture:device:" + manufacturer + ":" + device;
    }

    /**
     * Return the device the certificate is about. It must be an end-entity certificate for client authentication only, with
     * one alternative name and a common name that agrees with it.
     */
    public static DeviceIdentity of(X509Certificate certificate) {
        require(certificate.getBasicConstraints() < 0, "is a certificate authority");
        DeviceIdentity identity = fromUrn(onlyAlternativeName(certificate));
        require(extendedKeyUsage(certificate).equals(List.of(CLIENT_AUTH)), "is not for client authentication only");
        require(identity.device.equals(commonName(certificate)), "common name differs from the alternative name");
        return identity;
    }

    private static DeviceIdentity fromUrn(String uri) {
        Matcher matcher = URN.matcher(uri);
        require(matcher.matches(), "alternative name is not a device URN");
        return new DeviceIdentity(matcher.group(1), matcher.group(2));
    }

    private static String onlyAlternativeName(X509Certificate certificate) {
        try {
            Collection<List<?>> names = certificate.getSubjectAlternativeNames();
            require(names != null && names.size() == 1, "needs exactly one alternative name");
            List<?> name = names == null ? List.of() : names.iterator().next();
            require(Integer.valueOf(URI_NAME).equals(name.get(0)), "alternative name is not a URI");
            return (String) name.get(1);
        } catch (CertificateParsingException e) {
            throw new PkiException(PkiException.Problem.NOT_A_DEVICE, "alternative names cannot be read", e);
        }
    }

    private static List<String> extendedKeyUsage(X509Certificate certificate) {
        try {
            List<String> usage = certificate.getExtendedKeyUsage();
            return usage == null ? List.of() : usage;
        } catch (CertificateParsingException e) {
            throw new PkiException(PkiException.Problem.NOT_A_DEVICE, "extended key usage cannot be read", e);
        }
    }

    private static String commonName(X509Certificate certificate) {
        X500Name subject =
                X500Name.getInstance(certificate.getSubjectX500Principal().getEncoded());
        RDN[] all = subject.getRDNs();
        require(all.length == 1 && !all[0].isMultiValued(), "subject must be a common name only");
        require(BCStyle.CN.equals(all[0].getFirst().getType()), "subject must be a common name only");
        return IETFUtils.valueToString(all[0].getFirst().getValue());
    }

    private static void require(boolean condition, String detail) {
        if (!condition) {
            throw new PkiException(PkiException.Problem.NOT_A_DEVICE, "device certificate: " + detail);
        }
    }
}
