/**
 * X.509 for the two listeners: certificate authorities, device identities, certificate requests, TLS contexts (RFC 5280,
 * RFC 2986, RFC 8446).
 */
@NullMarked
package io.suture.trust.pki;

import org.jspecify.annotations.NullMarked;
