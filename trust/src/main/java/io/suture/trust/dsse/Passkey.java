package io.suture.trust.dsse;

import io.suture.trust.json.JsonObject;
import io.suture.trust.json.MalformedDocumentException;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A WebAuthn credential as the registry of people describes it: where its assertions may come from.
 *
 * @param credentialId base64url without padding, what the browser asks the authenticator for
 * @param rpId the relying party, a domain name
 * @param origins the web origins that may ask for a signature, {@code https://...}
 */
public record Passkey(String credentialId, String rpId, List<String> origins) {

    /** Most origins of a passkey. */
    public static final int MAX_ORIGINS = 16;

    private static final Pattern CREDENTIAL = Pattern.compile("[A-Za-z0-9_-]{1,1400}");
    private static final Pattern DOMAIN = Pattern.compile("[a-z0-9-]+(\\.[a-z0-9-]+)*");
    private static final Pattern ORIGIN = Pattern.compile("https://[a-z0-9-]+(\\.[a-z0-9-]+)*(:[1-9][0-9]{0,4})?");

    /** Checks every member. */
    public Passkey {
        origins = List.copyOf(origins);
        require("credentialId", CREDENTIAL.matcher(credentialId).matches());
        require("rpId", rpId.length() <= 253 && DOMAIN.matcher(rpId).matches());
        require(
                "origins",
                !origins.isEmpty()
                        && origins.size() <= MAX_ORIGINS
                        && origins.stream()
                                .allMatch(origin -> ORIGIN.matcher(origin).matches()));
    }

    /** Return the passkey of a registry entry. */
    public static Passkey of(JsonObject json) {
        return new Passkey(json.string("credentialId"), json.string("rpId"), json.strings("origins"));
    }

    private static void require(String member, boolean right) {
        if (!right) {
            throw new MalformedDocumentException(member, "is not one of a passkey");
        }
    }
}
