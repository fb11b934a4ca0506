package io.suture.trust.tuf;

import io.suture.trust.digest.Digest;
import io.suture.trust.json.JsonObject;
import io.suture.trust.json.MalformedDocumentException;
import java.util.Map;
import java.util.Optional;

/**
 * A file that a targets role vouches for (TUF 4.5).
 *
 * @param path the target path, parts separated by {@code /}
 * @param length the length in bytes
 * @param hashes hexadecimal hashes by algorithm, at least one
 * @param custom application data, empty if none
 */
public record TargetFile(String path, long length, Map<String, String> hashes, JsonObject custom) {

    /** Refuse a file without a hash. */
    public TargetFile {
        hashes = Hashes.checked(hashes);
        if (length < 0) {
            throw new MalformedDocumentException("length", "must not be negative");
        }
        if (hashes.isEmpty()) {
            throw new MalformedDocumentException("hashes", "must not be empty");
        }
    }

    /** Return the description of a file with SHA-256. */
    public static TargetFile of(String path, long length, Digest sha256) {
        return new TargetFile(path, length, Map.of(Hashes.SHA256, sha256.hex()), JsonObject.EMPTY);
    }

    /** Return the description of the given content. */
    public static TargetFile describing(String path, byte[] content) {
        return of(path, content.length, Digest.of(content));
    }

    static TargetFile parse(String path, JsonObject json) {
        return new TargetFile(
                path,
                json.integer("length"),
                Hashes.parse(json),
                json.findObject("custom").orElse(JsonObject.EMPTY));
    }

    JsonObject toJson() {
        JsonObject.Builder json = JsonObject.builder();
        if (!custom.members().isEmpty()) {
            json.put("custom", custom);
        }
        return json.put("hashes", Hashes.toJson(hashes)).put("length", length).build();
    }

    /** Return the SHA-256 if listed. */
    public Optional<Digest> sha256() {
        return Optional.ofNullable(hashes.get(Hashes.SHA256)).map(Digest::ofHex);
    }

    /** Return the path in a repository with consistent snapshots: the hash before the file name part (TUF 5.7.3). */
    public String consistentPath() {
        int name = path.lastIndexOf('/') + 1;
        return path.substring(0, name) + Hashes.forName(hashes) + "." + path.substring(name);
    }

    /** Return a check of content that arrives piece by piece. */
    public TargetCheck check() {
        return new TargetCheck(this);
    }

    /** Refuse content that is not this file (TUF 5.7.3). */
    public void verify(byte[] content) {
        if (content.length != length) {
            throw new TufException.LengthOrHashMismatch(path, "length " + content.length + ", listed " + length);
        }
        Hashes.verify(path, hashes, content);
    }
}
