package io.suture.device.transport;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.Collectors;

/** Paths in URLs (RFC 3986 section 3.3): in every segment all but the unreserved characters and {@code +} are percent-encoded. */
public final class UrlPath {

    private static final HexFormat UPPER = HexFormat.of().withUpperCase();
    private static final String UNRESERVED = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~+";

    private UrlPath() {}

    /** Return the path with its segments encoded. */
    public static String encode(String path) {
        return Arrays.stream(path.split("/", -1)).map(UrlPath::segment).collect(Collectors.joining("/"));
    }

    /** Return the path that {@link #encode} made this of. */
    static String decode(String encoded) {
        return URLDecoder.decode(encoded.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private static String segment(String segment) {
        StringBuilder encoded = new StringBuilder();
        for (byte b : segment.getBytes(StandardCharsets.UTF_8)) {
            if (UNRESERVED.indexOf(b) >= 0) {
                encoded.append((char) b);
            } else {
                encoded.append('%').append(UPPER.toHexDigits(b));
            }
        }
        return encoded.toString();
    }
}
