package io.suture.server.runtime;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * The server's TLS identity, for both listeners.
 *
 * @param certificate PEM chain, text or file
 * @param key PEM private key (PKCS#8), text or file
 */
@ConfigurationProperties("suture.tls")
public record TlsSettings(
        @Nullable String certificate, @Nullable String key) {

    /** Return the certificate chain's PEM. */
    public String certificatePem() {
        return PemText.read(certificate, "suture.tls.certificate");
    }

    /** Return the private key's PEM. */
    public String keyPem() {
        return PemText.read(key, "suture.tls.key");
    }

    @Override
    public String toString() {
        return "TlsSettings";
    }
}
