package io.suture.trust.tuf;

import io.suture.trust.json.MalformedDocumentException;
import java.net.URLDecoder;
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

    /** Return the role of which this is the only name; refuses every other way of writing it. */
    static String unquote(String name) {
        try {
            String role = URLDecoder.decode(name, StandardCharsets.UTF_8);
            if (quote(role).equals(name)) {
                return role;
            }
        } catch (IllegalArgumentException e) {
            // not percent-encoded at all, refused like what is encoded in another way
        }
        throw new MalformedDocumentException(name, "a percent-encoded role name is expected");
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
