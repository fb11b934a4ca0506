package io.suture.server.identity;

import java.time.Instant;
import java.util.Optional;

/**
 * An account with password and one-time password.
 *
 * @param setup the code with which the person sets it up, while it is not active
 * @param passwordHash Argon2id in its encoded form
 * @param salt from which the secret of the one-time passwords follows
 * @param active whether it opens anything
 */
record LocalAccount(
        String person, Optional<Setup> setup, Optional<String> passwordHash, Optional<byte[]> salt, boolean active) {

    /** A one-time code, known by its SHA-256. */
    record Setup(String hash, Instant expiresAt) {}
}
