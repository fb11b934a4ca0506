package io.suture.server.distribution;

import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.OpenSslContextOption;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SSLException;

/** TLS of the device listener: 1.3 and 1.2 only, a client certificate of the device CA is required. */
record DeviceTls(PrivateKey key, List<X509Certificate> chain, X509Certificate deviceCa) {

    /** Largest certificate chain a device may present; bounds the work an unauthenticated peer can cause. */
    static final int MAX_CERTIFICATE_LIST_BYTES = 16 << 10;

    SslContext context() throws SSLException {
        SslContextBuilder builder = SslContextBuilder.forServer(key, chain.toArray(X509Certificate[]::new))
                .trustManager(deviceCa)
                .clientAuth(ClientAuth.REQUIRE)
                .protocols("TLSv1.3", "TLSv1.2");
        if (!OpenSsl.isAvailable()) {
            return builder.sslProvider(SslProvider.JDK).build();
        }
        return builder.sslProvider(SslProvider.OPENSSL)
                .option(OpenSslContextOption.MAX_CERTIFICATE_LIST_BYTES, MAX_CERTIFICATE_LIST_BYTES)
                .build();
    }
}
