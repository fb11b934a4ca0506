package io.suture.server.fleet;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * The CA of the devices' certificates.
 *
 * @param caCertificate PEM, text or file
 * @param caKey PEM private key, text or file
 */
@ConfigurationProperties("suture.device")
record DeviceAuthoritySettings(
        @Nullable String caCertificate, @Nullable String caKey) {

    @Override
    public String toString() {
        return "DeviceAuthoritySettings";
    }
}
