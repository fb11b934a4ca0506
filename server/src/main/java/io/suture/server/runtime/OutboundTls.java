package io.suture.server.runtime;

import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.suture.trust.pki.Certificates;
import java.security.cert.X509Certificate;
import java.util.Optional;
import javax.net.ssl.SSLException;

/** TLS of the connections that the server opens itself: the host's name is always checked. */
public final class OutboundTls {

    private OutboundTls() {}

    /**
     * Return the context that trusts the given authorities, else those of the Java runtime.
     *
     * @param ca PEM, or the name of a PEM file
     * @param property the setting it comes from
     */
    public static SslContext trusting(Optional<String> ca, String property) {
        try {
            SslContextBuilder builder = SslContextBuilder.forClient().endpointIdentificationAlgorithm("HTTPS");
            ca.map(pem -> PemText.read(pem, property))
                    .map(Certificates::parsePem)
                    .ifPresent(authorities -> builder.trustManager(authorities.toArray(X509Certificate[]::new)));
            return builder.build();
        } catch (SSLException e) {
            throw new IllegalStateException("no TLS", e);
        }
    }
}
