package io.suture.server.timestamp;

import io.suture.server.runtime.PemText;
import io.suture.server.runtime.RefusedStartException;
import io.suture.trust.log.timestamp.TimestampAuthority;
import io.suture.trust.pki.Certificates;
import io.suture.trust.pki.PkiException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Whom to ask for the time.
 *
 * @param url the authority's address; nobody is asked without one
 * @param authority PEM of the authority's roots, text or file
 * @param policy object identifier of the policy that tokens must be issued under; any if absent
 * @param pause pause between two looks at what has to be stamped
 * @param timeout how long an answer may take
 */
@ConfigurationProperties("suture.timestamp")
record TimestampSettings(
        @Nullable URI url,
        @Nullable String authority,
        @Nullable String policy,
        @DefaultValue("1m") Duration pause,
        @DefaultValue("15s") Duration timeout) {

    private static final String URL = "suture.timestamp.url";
    private static final String AUTHORITY = "suture.timestamp.authority";

    /** Returns the address. */
    URI requiredUrl() {
        if (url == null
                || url.getHost() == null
                || !("http".equals(url.getScheme()) || "https".equals(url.getScheme()))) {
            throw new RefusedStartException(
                    URL + " is not an http(s) address.", "Set it to that of an RFC 3161 authority.");
        }
        return url;
    }

    /** Returns whom to believe. */
    TimestampAuthority requiredAuthority() {
        try {
            return new TimestampAuthority(
                    Certificates.parsePem(PemText.read(authority, AUTHORITY)), Optional.ofNullable(policy));
        } catch (PkiException e) {
            throw new RefusedStartException(
                    AUTHORITY + " holds no certificate.", "Set it to the authority's roots (PEM).", e);
        }
    }
}
