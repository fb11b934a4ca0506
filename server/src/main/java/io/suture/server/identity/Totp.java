package io.suture.server.identity;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.OptionalLong;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Time-based one-time passwords (RFC 6238).
 *
 * @param algorithm name of the HMAC, for example {@code HmacSHA1}
 * @param digits length of a password
 */
record Totp(String algorithm, int digits) {

    /** What authenticator apps understand. */
    static final Totp STANDARD = new Totp("HmacSHA1", 6);

    /** Time step X (RFC 6238 section 4.1). */
    static final Duration STEP = Duration.ofSeconds(30);

    /** How many steps a clock may be off, either way (RFC 6238 section 5.2). */
    static final int WINDOW = 1;

    private static final int[] POWERS = {1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000};

    /** Return the time step of a moment. */
    static long step(Instant at) {
        return Math.floorDiv(at.getEpochSecond(), STEP.toSeconds());
    }

    /** Return the password of a time step (RFC 4226 section 5.3). */
    String password(byte[] secret, long step) {
        byte[] tag = hmac(secret, ByteBuffer.allocate(Long.BYTES).putLong(step).array());
        int offset = tag[tag.length - 1] & 0xF;
        int number = ByteBuffer.wrap(tag, offset, Integer.BYTES).getInt() & Integer.MAX_VALUE;
        return String.format(Locale.ROOT, "%0" + digits + "d", number % POWERS[digits]);
    }

    /** Return the step whose password this is, near a moment; takes the same time whichever it is. */
    OptionalLong match(byte[] secret, String password, Instant at) {
        long now = step(at);
        OptionalLong found = OptionalLong.empty();
        for (long step = now - WINDOW; step <= now + WINDOW; step++) {
            if (MessageDigest.isEqual(bytes(password(secret, step)), bytes(password))) {
                found = OptionalLong.of(step);
            }
        }
        return found;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private byte[] hmac(byte[] secret, byte[] message) {
        try {
            Mac mac = Mac.getInstance(algorithm);
            mac.init(new SecretKeySpec(secret, algorithm));
            return mac.doFinal(message);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + algorithm, e);
        }
    }
}
