package io.suture.trust.tuf;

import io.suture.trust.digest.Digest;
import io.suture.trust.json.JsonObject;
import io.suture.trust.json.MalformedDocumentException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/** The HASHES objects of TUF 4.4 and 4.5: SHA-256 and SHA-512 are known, others are kept and not checked. */
final class Hashes {

    static final String SHA256 = "sha256";
    private static final Map<String, String> KNOWN = Map.of(SHA256, "SHA-256", "sha512", "SHA-512");

    private Hashes() {}

    static Map<String, String> sha256(byte[] bytes) {
        return Map.of(SHA256, Digest.of(bytes).hex());
    }

    /** Hashes become part of file names: anything but hexadecimal digits is refused. */
    static Map<String, String> checked(Map<String, String> hashes) {
        hashes.forEach((algorithm, hash) -> {
            boolean wellFormed = algorithm.equals(SHA256) ? isSha256(hash) : isHex(hash);
            if (!wellFormed) {
                throw new MalformedDocumentException("hashes." + algorithm, "a hexadecimal hash is expected");
            }
        });
        return Collections.unmodifiableMap(new LinkedHashMap<>(hashes));
    }

    private static boolean isSha256(String hash) {
        return hash.matches("[0-9a-f]{64}");
    }

    private static boolean isHex(String hash) {
        return !hash.isEmpty() && hash.chars().allMatch(HexFormat::isHexDigit);
    }

    static Map<String, String> parse(JsonObject holder) {
        Map<String, String> hashes = new LinkedHashMap<>();
        holder.findObject("hashes")
                .ifPresent(json -> json.keys().forEach(algorithm -> hashes.put(algorithm, json.string(algorithm))));
        return hashes;
    }

    static JsonObject toJson(Map<String, String> hashes) {
        JsonObject.Builder json = JsonObject.builder();
        hashes.forEach(json::put);
        return json.build();
    }

    /** Return the hash that names the file in a consistent snapshot (TUF 6.2). */
    static String forName(Map<String, String> hashes) {
        String sha256 = hashes.get(SHA256);
        return sha256 != null ? sha256 : hashes.values().iterator().next();
    }

    /** All known hashes must agree, and there must be one. */
    static void verify(String name, Map<String, String> hashes, byte[] bytes) {
        Running running = new Running(hashes);
        running.update(bytes, bytes.length);
        running.verify(name);
    }

    /** The known hashes of content that arrives piece by piece. */
    static final class Running {

        private final Map<String, String> listed;
        private final Map<String, MessageDigest> digests = new LinkedHashMap<>();

        Running(Map<String, String> listed) {
            this.listed = listed;
            KNOWN.forEach((name, algorithm) -> {
                if (listed.containsKey(name)) {
                    digests.put(name, digest(algorithm));
                }
            });
        }

        void update(byte[] bytes, int length) {
            digests.values().forEach(digest -> digest.update(bytes, 0, length));
        }

        void verify(String name) {
            if (digests.isEmpty()) {
                throw new TufException.LengthOrHashMismatch(name, "no hash of a known algorithm");
            }
            digests.forEach((algorithm, digest) -> {
                if (!HexFormat.of().formatHex(digest.digest()).equals(listed.get(algorithm))) {
                    throw new TufException.LengthOrHashMismatch(name, algorithm + " is not the listed one");
                }
            });
        }

        private static MessageDigest digest(String algorithm) {
            try {
                return MessageDigest.getInstance(algorithm);
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("every Java platform has " + algorithm, e);
            }
        }
    }
}
