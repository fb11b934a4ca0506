package io.suture.server.identity;

import java.util.List;

/**
 * What a passkey has besides its public key (WebAuthn Level 3 section 4).
 *
 * @param credentialId its id, base64url
 * @param rpId the relying party it was made for
 * @param origins where it may be used
 */
public record PasskeyData(String credentialId, String rpId, List<String> origins) {

    /** Copies the origins. */
    public PasskeyData {
        origins = List.copyOf(origins);
    }
}
