package io.suture.server.syslog;

import io.suture.server.runtime.PemText;
import io.suture.server.runtime.RefusedStartException;
import io.suture.trust.key.SoftwareSigner;
import io.suture.trust.pki.Certificates;
import io.suture.trust.pki.PkiException;
import io.suture.trust.pki.TlsContexts;
import java.time.Duration;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The receiver of the log's entries.
 *
 * @param host its name, which its certificate must state; nobody is told anything without one
 * @param port its port
 * @param ca PEM of the authorities that vouch for it, text or file
 * @param certificate PEM chain with which the server authenticates itself, if the receiver wants that
 * @param key PEM private key of that certificate
 * @param appName name of the application in each message
 * @param enterprise private enterprise number in the structured data; the default is the one for documentation
 * @param pause pause between two looks at what is new, and the first wait after a failure
 * @param timeout how long one session may take
 */
@ConfigurationProperties("suture.syslog")
record SyslogSettings(
        @Nullable String host,
        @DefaultValue("6514") int port,
        @Nullable String ca,
        @Nullable String certificate,
        @Nullable String key,
        @DefaultValue("suture") String appName,
        @DefaultValue("32473") int enterprise,
        @DefaultValue("1s") Duration pause,
        @DefaultValue("30s") Duration timeout) {

    private static final String CA = "suture.syslog.ca";
    private static final Pattern NAME = Pattern.compile("[!-~]{1,48}");

    /** Returns the name of the receiver. */
    String requiredHost() {
        if (host == null || host.isBlank()) {
            throw new RefusedStartException(
                    "suture.syslog.host is empty.", "Set it to the receiver's name, or remove it.");
        }
        return host;
    }

    /** Returns the name of the application. */
    String requiredAppName() {
        if (!NAME.matcher(appName).matches()) {
            throw new RefusedStartException(
                    "suture.syslog.app-name is not a name of RFC 5424.", "Use 1 to 48 printable ASCII characters.");
        }
        return appName;
    }

    /** Returns what TLS trusts and shows. */
    SSLContext tls() {
        try {
            return TlsContexts.client(Certificates.parsePem(PemText.read(ca, CA)), identity());
        } catch (PkiException e) {
            throw new RefusedStartException(
                    "The certificates of suture.syslog cannot be used: " + e.getMessage() + ".",
                    "Set " + CA + " to the receiver's authorities, and certificate and key to a pair.",
                    e);
        }
    }

    private TlsContexts.@Nullable Identity identity() {
        return certificate == null
                ? null
                : new TlsContexts.Identity(
                        Certificates.parsePem(PemText.read(certificate, "suture.syslog.certificate")),
                        SoftwareSigner.fromPem(PemText.read(key, "suture.syslog.key"), null));
    }

    @Override
    public String toString() {
        return "SyslogSettings";
    }
}
