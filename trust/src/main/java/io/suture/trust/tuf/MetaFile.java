package io.suture.trust.tuf;

import io.suture.trust.json.JsonObject;
import io.suture.trust.json.MalformedDocumentException;
import java.util.Map;
import java.util.Optional;

/**
 * What timestamp and snapshot say about another metadata file (TUF 4.4).
 *
 * @param version the version, at least 1
 * @param length the length in bytes, if listed
 * @param hashes hexadecimal hashes by algorithm, empty if not listed
 */
public record MetaFile(long version, Optional<Long> length, Map<String, String> hashes) {

    /** Refuse impossible versions and lengths. */
    public MetaFile {
        hashes = Hashes.checked(hashes);
        if (version < 1) {
            throw new MalformedDocumentException("version", "must be at least 1");
        }
        if (length.isPresent() && length.get() < 0) {
            throw new MalformedDocumentException("length", "must not be negative");
        }
    }

    /** Return the description of a file by its version alone. */
    public static MetaFile of(long version) {
        return new MetaFile(version, Optional.empty(), Map.of());
    }

    /** Return the description of a file by version, length and SHA-256. */
    public static MetaFile describing(long version, byte[] bytes) {
        return new MetaFile(version, Optional.of((long) bytes.length), Hashes.sha256(bytes));
    }

    static MetaFile parse(JsonObject json) {
        return new MetaFile(json.integer("version"), json.findInteger("length"), Hashes.parse(json));
    }

    JsonObject toJson() {
        JsonObject.Builder json = JsonObject.builder();
        if (!hashes.isEmpty()) {
            json.put("hashes", Hashes.toJson(hashes));
        }
        length.ifPresent(bytes -> json.put("length", (long) bytes));
        return json.put("version", version).build();
    }

    /** Refuse a file that is not the described one (TUF 5.5.2, 5.6.2). */
    void verify(String name, byte[] bytes) {
        if (length.isPresent() && length.get() != bytes.length) {
            throw new TufException.LengthOrHashMismatch(name, "length " + bytes.length + ", listed " + length.get());
        }
        if (!hashes.isEmpty()) {
            Hashes.verify(name, hashes, bytes);
        }
    }
}
