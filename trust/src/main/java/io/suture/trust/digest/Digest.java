package io.suture.trust.digest;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A SHA-256 digest, 64 lower-case hexadecimal digits; written {@code sha256:<hex>}.
 *
 * @param hex the digits without prefix
 */
public record Digest(String hex) {

    private static final String PREFIX = "sha256:";
    private static final int HEX_LENGTH = 64;

    /** Refuse anything but 64 lower-case hexadecimal digits. */
    public Digest {
        if (hex.length() != HEX_LENGTH || !hex.chars().allMatch(Digest::isLowerHex)) {
            throw new IllegalArgumentException("not a SHA-256 digest: 64 lower-case hexadecimal digits are expected");
        }
    }

    /** Return the digest of the given bytes. */
    public static Digest of(byte[] bytes) {
        return ofBytes(sha256().digest(bytes));
    }

    /** Return the digest written as {@code sha256:<hex>}. */
    public static Digest parse(String text) {
        if (!text.startsWith(PREFIX)) {
            throw new IllegalArgumentException("not a digest: sha256:<hex> is expected");
        }
        return new Digest(text.substring(PREFIX.length()));
    }

    /** Return the digest with the given hexadecimal digits. */
    public static Digest ofHex(String hex) {
        return new Digest(hex);
    }

    /** Return the digest with the given 32 bytes. */
    public static Digest ofBytes(byte[] bytes) {
        return new Digest(HexFormat.of().formatHex(bytes));
    }

    /** Return a new SHA-256 computation, for content that is streamed. */
    public static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Return the 32 bytes. */
    public byte[] bytes() {
        return HexFormat.of().parseHex(hex);
    }

    @Override
    public String toString() {
        return PREFIX + hex;
    }

    private static boolean isLowerHex(int c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
    }
}
