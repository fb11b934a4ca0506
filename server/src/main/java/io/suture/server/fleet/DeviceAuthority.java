package io.suture.server.fleet;

import io.suture.trust.key.PublicKey;
import io.suture.trust.pki.DeviceIdentity;
import java.security.cert.X509Certificate;

/** Issues device certificates. */
public interface DeviceAuthority {

    /** Return the certificate that devices' certificates chain to. */
    X509Certificate certificate();

    /** Return a certificate for the device's key. */
    X509Certificate issue(PublicKey key, DeviceIdentity device);
}
