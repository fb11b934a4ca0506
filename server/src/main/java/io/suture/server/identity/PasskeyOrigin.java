package io.suture.server.identity;

import io.suture.server.runtime.Listeners;
import io.suture.server.runtime.Listeners.Listener;
import io.suture.trust.dsse.Passkey;
import java.net.URI;
import java.util.List;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.stereotype.Component;

/** Where passkeys of this installation may be used. */
@Component
@EnableConfigurationProperties(PasskeySettings.class)
class PasskeyOrigin {

    private final PasskeySettings settings;
    private final Listeners listeners;

    PasskeyOrigin(PasskeySettings settings, Listeners listeners) {
        this.settings = settings;
        this.listeners = listeners;
    }

    /** Return the origin as browsers write it (RFC 6454 section 6.1). */
    String origin() {
        String origin = settings.origin();
        return origin == null ? listeners.url(Listener.API) : origin;
    }

    /** Return the relying party: the host of the origin. */
    String rpId() {
        return URI.create(origin()).getHost();
    }

    /** Return what a new credential of this installation is bound to. */
    Passkey credential(String credentialId) {
        return new Passkey(credentialId, rpId(), List.of(origin()));
    }
}
