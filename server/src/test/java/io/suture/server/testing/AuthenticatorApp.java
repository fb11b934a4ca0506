package io.suture.server.testing;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import reactor.core.publisher.Mono;

/** An authenticator app that was given a secret as text: RFC 6238 with HMAC-SHA-1, six digits, 30 seconds. */
public record AuthenticatorApp(byte[] secret, long step) {

    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private static final long STEP_SECONDS = 30;

    /** Return an app that began in a time step that lasts long enough for a test. */
    public static AuthenticatorApp of(String base32) {
        Instant now = Mono.fromSupplier(Instant::now)
                .filter(time -> time.getEpochSecond() % STEP_SECONDS < 20)
                .repeatWhenEmpty(again -> again.delayElements(Duration.ofMillis(200)))
                .blockOptional()
                .orElseThrow();
        return new AuthenticatorApp(decode(base32), now.getEpochSecond() / STEP_SECONDS);
    }

    private static byte[] decode(String base32) {
        ByteBuffer bytes = ByteBuffer.allocate(base32.length() * 5 / 8);
        int bits = 0;
        int held = 0;
        for (char letter : base32.toUpperCase(Locale.ROOT).toCharArray()) {
            bits = bits << 5 | ALPHABET.indexOf(letter);
            held += 5;
            if (held >= 8) {
                held -= 8;
                bytes.put((byte) (bits >> held));
            }
        }
        return bytes.array();
    }

    /** Return what the app shows so many steps later than it began. */
    public String shows(int later) {
        try {
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(secret, "HmacSHA1"));
            byte[] hash = mac.doFinal(
                    ByteBuffer.allocate(Long.BYTES).putLong(step + later).array());
            int number = ByteBuffer.wrap(hash).getInt(hash[hash.length - 1] & 0xf) & Integer.MAX_VALUE;
            return "%06d".formatted(number % 1_000_000);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
