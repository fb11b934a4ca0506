package io.suture.device.agent;

import io.suture.device.state.StateDamagedException;
import io.suture.device.state.Storage;
import io.suture.trust.key.KeyFormatException;
import io.suture.trust.key.SoftwareSigner;
import io.suture.trust.pki.Certificates;
import io.suture.trust.pki.PkiException;
import io.suture.trust.pki.TlsContexts;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import javax.net.ssl.SSLContext;

/** The device's key and certificate, and the authorities it trusts for its server; in {@code identity/}. */
public record Identity(SoftwareSigner key, List<X509Certificate> chain, List<X509Certificate> authorities) {

    static final String KEY = "identity/key.pem";
    static final String CERTIFICATE = "identity/certificate.pem";
    static final String AUTHORITIES = "identity/ca.pem";

    public Identity {
        chain = List.copyOf(chain);
        authorities = List.copyOf(authorities);
    }

    /** Return the stored identity, or throw {@link StateDamagedException}. */
    public static Identity load(Storage storage) {
        return new Identity(key(storage), certificates(storage, CERTIFICATE), certificates(storage, AUTHORITIES));
    }

    static SoftwareSigner key(Storage storage) {
        try {
            return SoftwareSigner.fromPem(text(storage, KEY), null);
        } catch (KeyFormatException e) {
            throw new StateDamagedException(KEY, "damaged");
        }
    }

    private static List<X509Certificate> certificates(Storage storage, String file) {
        try {
            return Certificates.parsePem(text(storage, file));
        } catch (PkiException e) {
            throw new StateDamagedException(file, "damaged");
        }
    }

    private static String text(Storage storage, String file) {
        return storage.read(file)
                .map(bytes -> new String(bytes, StandardCharsets.US_ASCII))
                .orElseThrow(() -> new StateDamagedException(file, "missing"));
    }

    /** Return the context for the device listener, for a device whose clock says {@code clock}. */
    public SSLContext tls(Instant clock) {
        return TlsContexts.device(authorities, new TlsContexts.Identity(chain, key), clock);
    }
}
