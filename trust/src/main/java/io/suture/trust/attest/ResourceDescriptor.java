package io.suture.trust.attest;

import io.suture.trust.digest.Digest;
import io.suture.trust.json.JsonObject;
import io.suture.trust.json.MalformedDocumentException;
import io.suture.trust.release.Documents;
import java.util.List;

/**
 * A file that evidence refers to (in-toto ResourceDescriptor); its content is kept apart, under its digest.
 *
 * @param name what people call it
 * @param digest what its bytes hash to
 * @param mediaType its media type, may be empty
 */
public record ResourceDescriptor(String name, Digest digest, String mediaType) {

    /** Return the descriptor of a JSON object. */
    public static ResourceDescriptor of(JsonObject json) {
        return new ResourceDescriptor(
                Documents.text(json, "name"),
                json.read("digest", digest -> Documents.hexDigest(digest, "sha256")),
                json.findString("mediaType").orElse(""));
    }

    /** Return the JSON form. */
    public JsonObject toJson() {
        JsonObject.Builder json = JsonObject.builder();
        json.put("name", name)
                .put("digest", JsonObject.builder().put("sha256", digest.hex()).build());
        if (!mediaType.isEmpty()) {
            json.put("mediaType", mediaType);
        }
        return json.build();
    }

    static List<ResourceDescriptor> list(JsonObject json, String key) {
        if (!json.has(key)) {
            return List.of();
        }
        List<ResourceDescriptor> files = json.readEach(key, ResourceDescriptor::of);
        if (files.size() > AttestLimits.FILES) {
            throw new MalformedDocumentException(key, "has more than " + AttestLimits.FILES + " files");
        }
        return files;
    }
}
