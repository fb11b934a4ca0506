package io.suture.server.fleet;

import io.suture.trust.digest.Digest;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;

/** A secret that enrols one device once: 256 random bits, of which the server keeps only the hash. */
record EnrolmentToken(String secret) {

    private static final int BYTES = 32;
    private static final int MAX_LENGTH = 128;

    static EnrolmentToken generate(SecureRandom random) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return new EnrolmentToken(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    static EnrolmentToken presented(String secret) {
        if (secret.length() > MAX_LENGTH) {
            throw new FleetRefusal.TokenNotAccepted().refused();
        }
        return new EnrolmentToken(secret);
    }

    byte[] hash() {
        return Digest.of(secret.getBytes(StandardCharsets.UTF_8)).bytes();
    }

    @Override
    public String toString() {
        return "EnrolmentToken[secret]";
    }
}
