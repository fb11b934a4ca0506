package io.suture.trust.log.timestamp;

import io.suture.trust.log.Checkpoint;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * What an authority stamps: the SHA-512 of a checkpoint's text, up to and including the newline before the empty line.
 *
 * @param hex 128 lower-case hexadecimal digits
 */
public record Imprint(String hex) {

    static final int BYTES = 64;

    /** Return the imprint of a checkpoint. */
    public static Imprint of(Checkpoint checkpoint) {
        try {
            MessageDigest sha512 = MessageDigest.getInstance("SHA-512");
            return ofBytes(sha512.digest(checkpoint.format().getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-512", e);
        }
    }

    static Imprint ofBytes(byte[] bytes) {
        return new Imprint(HexFormat.of().formatHex(bytes));
    }

    byte[] bytes() {
        return HexFormat.of().parseHex(hex);
    }

    @Override
    public String toString() {
        return "sha512:" + hex;
    }
}
