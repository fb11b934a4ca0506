package io.suture.server.runtime;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Protection of the server's keys at rest.
 *
 * @param passphrase encrypts the key files
 */
@ConfigurationProperties("suture.keys")
record KeySettings(@Nullable String passphrase) {

    private static final String DEMO = "suture-demo";
    private static final int SHORTEST = 12;

    char[] required(boolean demo) {
        String given = passphrase == null && demo ? DEMO : passphrase;
        if (given == null || (given.length() < SHORTEST && !demo)) {
            throw new RefusedStartException(
                    "suture.keys.passphrase is missing or shorter than " + SHORTEST + " characters.",
                    "Set the environment variable SUTURE_KEYS_PASSPHRASE; it encrypts the signing keys on disk.");
        }
        return given.toCharArray();
    }

    @Override
    public String toString() {
        return "KeySettings";
    }
}
