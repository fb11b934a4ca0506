package io.suture.trust.pki;

import io.suture.trust.key.SoftwareSigner;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.List;
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
        try {
            SSLContext context = SSLContext.getInstance("TLSv1.3");
            context.init(identity == null ? new KeyManager[0] : keyManagers(identity), trustManagers(trustedCas), null);
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

    private static TrustManager[] trustManagers(List<X509Certificate> trustedCas)
            throws GeneralSecurityException, IOException {
        KeyStore store = emptyStore();
        for (int i = 0; i < trustedCas.size(); i++) {
            store.setCertificateEntry("ca-" + i, trustedCas.get(i));
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
        factory.init(store);
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
