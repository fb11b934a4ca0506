package io.suture.trust.attest;

import io.suture.trust.digest.Digest;
import io.suture.trust.json.JsonObject;
import io.suture.trust.json.MalformedDocumentException;
import io.suture.trust.release.Documents;

/**
 * The release policy that a device judged by.
 *
 * @param version its version
 * @param digest the SHA-256 of its canonical form
 */
public record PolicyRef(long version, Digest digest) {

    /** Checks the version. */
    public PolicyRef {
        if (version < 1) {
            throw new MalformedDocumentException("version", "must be at least 1");
        }
    }

    /** Return the reference of a JSON object. */
    public static PolicyRef of(JsonObject json) {
        return new PolicyRef(json.integer("version"), Documents.digest(json, "digest"));
    }

    /** Return the JSON form. */
    public JsonObject toJson() {
        return JsonObject.builder()
                .put("version", version)
                .put("digest", digest.toString())
                .build();
    }
}
