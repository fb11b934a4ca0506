package io.suture.trust.attest;

import io.suture.trust.digest.Digest;
import io.suture.trust.json.JsonObject;
import io.suture.trust.release.Documents;

/**
 * What a statement is about. Only the SHA-256 counts; the name is for people.
 *
 * @param name the artifact's name
 * @param digest its SHA-256
 */
public record Subject(String name, Digest digest) {

    static Subject of(JsonObject json) {
        return new Subject(
                json.findString("name").orElse(""), json.read("digest", d -> Documents.hexDigest(d, "sha256")));
    }

    JsonObject toJson() {
        return JsonObject.builder()
                .put("name", name)
                .put("digest", JsonObject.builder().put("sha256", digest.hex()).build())
                .build();
    }
}
