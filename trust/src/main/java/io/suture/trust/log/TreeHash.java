package io.suture.trust.log;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** One SHA-256 node of the tree: exactly 32 bytes. */
public final class TreeHash {

    /** Bytes of a hash. */
    public static final int LENGTH = 32;

    private final byte[] bytes;

    /** Copies the 32 given bytes. */
    public TreeHash(byte[] bytes) {
        if (bytes.length != LENGTH) {
            throw new MalformedLogDocument("tree hash", "has " + bytes.length + " bytes, not 32");
        }
        this.bytes = bytes.clone();
    }

    /** Reads 64 lower-case hex digits. */
    public static TreeHash ofHex(String hex) {
        return new TreeHash(HexFormat.of().parseHex(hex));
    }

    /** Reads canonical, padded base64. */
    public static TreeHash ofBase64(String base64) {
        return new TreeHash(StrictBase64.decode("tree hash", base64));
    }

    /** Return a copy of the bytes. */
    public byte[] bytes() {
        return bytes.clone();
    }

    /** Return the hash as the text formats write it. */
    public String base64() {
        return Base64.getEncoder().encodeToString(bytes);
    }

    /** Return the hash as 64 lower-case hex digits. */
    public String hex() {
        return HexFormat.of().formatHex(bytes);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof TreeHash that && MessageDigest.isEqual(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return base64();
    }
}
