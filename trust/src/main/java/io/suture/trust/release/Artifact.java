package io.suture.trust.release;

import io.suture.trust.digest.Digest;
import io.suture.trust.json.JsonObject;
import io.suture.trust.json.MalformedDocumentException;
import java.util.regex.Pattern;

/**
 * A file of a release: a payload or the SBOM.
 *
 * @param name the file name, safe on every file system
 * @param length bytes, at least one
 * @param digest what the bytes hash to
 */
public record Artifact(String name, long length, Digest digest) {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._+-]{0,127}");

    /** Checks name and length. */
    public Artifact {
        if (!NAME.matcher(name).matches()) {
            throw new MalformedDocumentException("name", "is not a safe file name");
        }
        if (length < 1) {
            throw new MalformedDocumentException("length", "must be at least 1");
        }
    }

    static Artifact of(JsonObject json) {
        return new Artifact(json.string("name"), json.integer("length"), Documents.hexDigest(json, "sha256"));
    }

    JsonObject toJson() {
        return JsonObject.builder()
                .put("name", name)
                .put("length", length)
                .put("sha256", digest.hex())
                .build();
    }
}
