package io.suture.cli.keys;

import io.suture.cli.session.CommandFailure;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The name of an object on a token, RFC 7512: {@code pkcs11:token=T;object=O?module-path=/…/lib.so&pin-source=file:/…}. A
 * PIN in it is refused, because command lines are seen by others.
 *
 * @param token the token's label
 * @param object the object's label
 * @param module the PKCS#11 library, if named
 * @param pinSource the file with the PIN, if named
 */
public record Pkcs11Uri(String token, String object, Optional<Path> module, Optional<Path> pinSource) {

    private static final String SCHEME = "pkcs11:";
    private static final Set<String> PATH = Set.of("token", "object", "type");
    private static final Set<String> QUERY = Set.of("module-path", "pin-source");

    static boolean isOne(String text) {
        return text.regionMatches(true, 0, SCHEME, 0, SCHEME.length());
    }

    static Pkcs11Uri parse(String text) {
        String[] parts = text.substring(SCHEME.length()).split("\\?", 2);
        Map<String, String> path = attributes(parts[0], ";", PATH);
        Map<String, String> query = attributes(parts.length == 1 ? "" : parts[1], "&", QUERY);
        requirePrivateKey(path);
        return new Pkcs11Uri(
                required(path, "token"),
                required(path, "object"),
                Optional.ofNullable(query.get("module-path")).map(Path::of),
                Optional.ofNullable(query.get("pin-source")).map(Pkcs11Uri::file));
    }

    private static Map<String, String> attributes(String text, String separator, Set<String> known) {
        Map<String, String> attributes = new LinkedHashMap<>();
        for (String attribute : text.isEmpty() ? new String[0] : text.split(separator, -1)) {
            int equals = attribute.indexOf('=');
            String name = equals < 0 ? "" : attribute.substring(0, equals);
            if (name.equals("pin-value")) {
                throw refused("a PIN does not belong in it: use pin-source=file:/…, SUTURE_PIN or type it");
            }
            if (!known.contains(name) || attributes.put(name, decoded(attribute.substring(equals + 1))) != null) {
                throw refused("attributes are token, object, module-path and pin-source, each once");
            }
        }
        return attributes;
    }

    /** RFC 7512 section 2.3: percent-encoding, and a plus is a plus. */
    private static String decoded(String value) {
        try {
            return URLDecoder.decode(value.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw refused("a percent sign is followed by two hexadecimal digits");
        }
    }

    private static String required(Map<String, String> path, String name) {
        String value = path.getOrDefault(name, "");
        if (value.isEmpty()) {
            throw refused(name + "= is missing");
        }
        return value;
    }

    private static void requirePrivateKey(Map<String, String> path) {
        if (!path.getOrDefault("type", "private").equals("private")) {
            throw refused("type=private is expected");
        }
    }

    private static Path file(String source) {
        String path =
                source.startsWith("file:") ? source.substring("file:".length()).replaceFirst("^//", "") : source;
        if (path.isEmpty() || path.startsWith("|")) {
            throw refused("pin-source is a file");
        }
        return Path.of(path);
    }

    private static CommandFailure refused(String problem) {
        return CommandFailure.usage("pkcs11: address: " + problem);
    }

    @Override
    public String toString() {
        return SCHEME + "token=" + token + ";object=" + object;
    }
}
