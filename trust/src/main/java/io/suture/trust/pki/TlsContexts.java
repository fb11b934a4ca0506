package io.suture.trust.pki;

import io.suture.trust.key.SoftwareSigner;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import javax.net.ssl.CertPathTrustManagerParameters;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** TLS 1.3 (RFC 8446) for clients that trust named authorities only, never the system's list. */
public final class TlsContexts {

    private TlsContexts() {}

    /** A certificate chain, own certificate first, and its private key. */
    public record Identity(List<X509Certificate> chain, SoftwareSigner key) {

        /** Checks that the key belongs to the first certificate. */
        public Identity {
            chain = List.copyOf(chain);
            if (chain.isEmpty() || !Certificates.publicKeyOf(chain.get(0)).equals(key.publicKey())) {
                throw new PkiException(
                        PkiException.Problem.KEY_MISMATCH, "private key does not belong to the certificate");
            }
        }
    }

    /** Return a context that trusts the given authorities and, with an identity, authenticates itself. */
    public static SSLContext client(List<X509Certificate> trustedCas, @Nullable Identity identity) {
        return client(trustedCas, identity, null);
    }

    /**
     * The same for a device whose clock may run behind, after a flat battery for example. Its own certificate was issued
     * in the past, so it cannot be earlier than that: certificates are judged at the later of the two times (RFC 5280 6.1.1
     * takes the time as an input).
     */
    public static SSLContext device(List<X509Certificate> trustedCas, Identity identity, Instant clock) {
        Instant issued = identity.chain().getFirst().getNotBefore().toInstant();
        return client(trustedCas, identity, clock.isBefore(issued) ? Date.from(issued) : null);
    }

    private static SSLContext client(
            List<X509Certificate> trustedCas, @Nullable Identity identity, @Nullable Date judgedAt) {
        try {
            SSLContext context = SSLContext.getInstance("TLSv1.3");
            context.init(
                    identity == null ? new KeyManager[0] : keyManagers(identity),
                    trustManagers(trustedCas, judgedAt),
                    null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("TLS cannot be set up", e);
        }
    }

    /** Return the parameters every connection needs beside the context: TLS 1.3 only, server name checked (RFC 9525). */
    public static SSLParameters clientParameters() {
        SSLParameters parameters = new SSLParameters();
        parameters.setProtocols(new String[] {"TLSv1.3"});
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        return parameters;
    }

    private static TrustManager[] trustManagers(List<X509Certificate> trustedCas, @Nullable Date judgedAt)
            throws GeneralSecurityException {
        Set<TrustAnchor> anchors = trustedCas.stream()
                .map(authority -> new TrustAnchor(authority, null))
                .collect(Collectors.toSet());
        PKIXBuilderParameters parameters = new PKIXBuilderParameters(anchors, new X509CertSelector());
        parameters.setRevocationEnabled(false);
        parameters.setDate(judgedAt);
        TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
        factory.init(new CertPathTrustManagerParameters(parameters));
        return factory.getTrustManagers();
    }

    private static KeyManager[] keyManagers(Identity identity) throws GeneralSecurityException, IOException {
        char[] none = new char[0];
        KeyStore store = emptyStore();
        store.setKeyEntry(
                "own", identity.key().jcaPrivateKey(), none, identity.chain().toArray(Certificate[]::new));
        KeyManagerFactory factory = KeyManagerFactory.getInstance("PKIX");
        factory.init(store, none);
        return factory.getKeyManagers();
    }

    private static KeyStore emptyStore() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }
}
