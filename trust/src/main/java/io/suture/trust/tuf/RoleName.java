package io.suture.trust.tuf;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Role names in URLs and file names: everything but {@code A-Za-z0-9_.-~} is percent-encoded, upper-case. */
final class RoleName {

    private static final HexFormat UPPER = HexFormat.of().withUpperCase();

    private RoleName() {}

    static String quote(String role) {
        StringBuilder out = new StringBuilder();
        for (byte b : role.getBytes(StandardCharsets.UTF_8)) {
            if (isUnreserved(b)) {
                out.append((char) b);
            } else {
                out.append('%').append(UPPER.toHexDigits(b));
            }
        }
        return out.toString();
    }

    private static boolean isUnreserved(byte b) {
        return (b >= 'a' && b <= 'z')
                || (b >= 'A' && b <= 'Z')
                || (b >= '0' && b <= '9')
                || b == '_'
                || b == '.'
                || b == '-'
                || b == '~';
    }
}
