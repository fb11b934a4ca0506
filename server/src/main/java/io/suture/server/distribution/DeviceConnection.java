package io.suture.server.distribution;

import io.netty.channel.Channel;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.AttributeKey;
import io.suture.trust.digest.Digest;
import io.suture.trust.pki.DeviceIdentity;
import io.suture.trust.pki.PkiException;
import java.security.cert.Certificate;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Optional;
import javax.net.ssl.SSLPeerUnverifiedException;

/** Who is at the other end of a connection: read from the certificate once, authorised again at every request. */
record DeviceConnection(DeviceIdentity identity, Digest certificate) {

    private static final AttributeKey<Optional<DeviceConnection>> PEER = AttributeKey.valueOf("suture.device");

    static Optional<DeviceConnection> of(Channel channel) {
        Optional<DeviceConnection> known = channel.attr(PEER).get();
        if (known != null) {
            return known;
        }
        Optional<DeviceConnection> read = read(channel);
        channel.attr(PEER).set(read);
        return read;
    }

    private static Optional<DeviceConnection> read(Channel channel) {
        SslHandler tls = channel.pipeline().get(SslHandler.class);
        if (tls == null) {
            return Optional.empty();
        }
        try {
            Certificate[] chain = tls.engine().getSession().getPeerCertificates();
            return chain.length > 0 && chain[0] instanceof X509Certificate leaf
                    ? Optional.of(of(leaf))
                    : Optional.empty();
        } catch (SSLPeerUnverifiedException | CertificateEncodingException | PkiException e) {
            return Optional.empty();
        }
    }

    private static DeviceConnection of(X509Certificate leaf) throws CertificateEncodingException {
        return new DeviceConnection(DeviceIdentity.of(leaf), Digest.of(leaf.getEncoded()));
    }
}
