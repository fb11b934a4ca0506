package io.suture.device.tuf;

import io.suture.trust.digest.Digest;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * The file name of a target: its whole path percent-encoded, so that no path leaves the folder and no two paths meet. A dot in
 * front is encoded too; what is too long for a file system is named by its SHA-256.
 */
final class TargetName {

    private static final int MAX_BYTES = 200;
    private static final HexFormat UPPER = HexFormat.of().withUpperCase();
    private static final String UNRESERVED = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";

    private TargetName() {}

    static String of(String path) {
        byte[] bytes = path.getBytes(StandardCharsets.UTF_8);
        StringBuilder name = new StringBuilder();
        for (byte b : bytes) {
            boolean plain = UNRESERVED.indexOf(b) >= 0 && !(b == '.' && name.isEmpty());
            name.append(plain ? String.valueOf((char) b) : "%" + UPPER.toHexDigits(b));
        }
        return name.length() <= MAX_BYTES
                ? name.toString()
                : "%" + Digest.of(bytes).hex();
    }
}
