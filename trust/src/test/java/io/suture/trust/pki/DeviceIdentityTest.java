package io.suture.trust.pki;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.suture.trust.key.KeyAlgorithm;
import io.suture.trust.key.SoftwareSigner;
import java.io.IOException;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.junit.jupiter.api.Test;

class DeviceIdentityTest {

    private static final SoftwareSigner KEY = SoftwareSigner.generate(KeyAlgorithm.ECDSA_P256, new SecureRandom());
    private static final GeneralName GOOD = uri("urn:suture:device:exm:D-001");
    private static final List<KeyPurposeId> CLIENT = List.of(KeyPurposeId.id_kp_clientAuth);

    @Test
    void whenTheCertificateFollowsTheProfileThenTheDeviceIsKnown() {
        assertThat(DeviceIdentity.of(certificate("CN=D-001", CLIENT, false, GOOD)))
                .isEqualTo(new DeviceIdentity("exm", "D-001"));
    }

    @Test
    void whenTheAlternativeNameIsNotOneDeviceUrnThenItIsRefused() {
        refused(certificate("CN=D-001", CLIENT, false));
        refused(certificate("CN=D-001", CLIENT, false, GOOD, GOOD));
        refused(certificate("CN=D-001", CLIENT, false, GOOD, uri("urn:suture:device:other:D-001")));
        refused(certificate("CN=D-001", CLIENT, false, new GeneralName(GeneralName.dNSName, "D-001")));
        for (String bad : List.of(
                "urn:suture:device:D-001",
                "urn:suture:device:exm:D-001:x",
                "urn:suture:device::D-001",
                "URN:SUTURE:device:exm:D-001",
                "urn:suture:device:exm:D-001\n",
                "urn:suture:device:exm:../D-001",
                "urn:suture:device:exm:" + "x".repeat(65))) {
            refused(certificate("CN=D-001", CLIENT, false, uri(bad)));
        }
    }

    @Test
    void whenTheSubjectDisagreesThenItIsRefused() {
        refused(certificate("CN=D-002", CLIENT, false, GOOD));
        refused(certificate("O=exm,CN=D-001", CLIENT, false, GOOD));
        refused(certificate("CN=D-001+O=exm", CLIENT, false, GOOD));
        refused(certificate("O=D-001", CLIENT, false, GOOD));
    }

    @Test
    void whenTheCertificateIsForMoreThanClientsThenItIsRefused() {
        refused(certificate("CN=D-001", List.of(), false, GOOD));
        refused(certificate("CN=D-001", List.of(KeyPurposeId.id_kp_serverAuth), false, GOOD));
        refused(certificate(
                "CN=D-001", List.of(KeyPurposeId.id_kp_clientAuth, KeyPurposeId.id_kp_serverAuth), false, GOOD));
        refused(certificate("CN=D-001", List.of(KeyPurposeId.anyExtendedKeyUsage), false, GOOD));
    }

    @Test
    void whenTheCertificateIsAnAuthorityThenItIsRefused() {
        refused(certificate("CN=D-001", CLIENT, true, GOOD));
    }

    @Test
    void whenAnIdHasAColonOrIsTooLongThenItIsRefused() {
        assertThat(new DeviceIdentity("m", "d".repeat(64)).device()).hasSize(64);
        for (String bad : List.of("", "a:b", "a b", ".a", "d".repeat(65))) {
            assertThatThrownBy(() -> new DeviceIdentity("exm", bad)).isInstanceOf(PkiException.class);
            assertThatThrownBy(() -> new DeviceIdentity(bad, "D-001")).isInstanceOf(PkiException.class);
        }
    }

    private static void refused(X509Certificate certificate) {
        assertThatThrownBy(() -> DeviceIdentity.of(certificate))
                .isInstanceOfSatisfying(
                        PkiException.class, e -> assertThat(e.code()).isEqualTo("not-a-device"));
    }

    private static GeneralName uri(String value) {
        return new GeneralName(GeneralName.uniformResourceIdentifier, value);
    }

    private static X509Certificate certificate(
            String subject, List<KeyPurposeId> purposes, boolean authority, GeneralName... names) {
        try {
            var builder = new X509v3CertificateBuilder(
                    new X500Name("CN=CA"),
                    BigInteger.ONE,
                    new Date(0),
                    new Date(4_000_000_000_000L),
                    new X500Name(subject),
                    SubjectPublicKeyInfo.getInstance(KEY.publicKey().spki()));
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(authority));
            if (names.length > 0) {
                builder.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(names));
            }
            if (!purposes.isEmpty()) {
                builder.addExtension(
                        Extension.extendedKeyUsage, false, new ExtendedKeyUsage(purposes.toArray(KeyPurposeId[]::new)));
            }
            return Certificates.parseDer(builder.build(new SignerAdapter(KEY)).getEncoded());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
