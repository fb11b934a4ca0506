package io.suture.device.state;

import io.suture.trust.digest.Digest;
import io.suture.trust.json.JsonObject;

/** A file to fetch: where, how long, and what it must hash to, as signed. */
public record Payload(String path, String name, long length, Digest digest) {

    /** Return where the unfinished and the finished download lies in the state directory. */
    public String part() {
        return "download/" + digest.hex() + ".part";
    }

    /** Return the ETag the server gives these bytes (RFC 9110 section 8.8.3). */
    public String etag() {
        return "\"" + digest.hex() + "\"";
    }

    JsonObject toJson() {
        return JsonObject.builder()
                .put("path", path)
                .put("name", name)
                .put("length", length)
                .put("sha256", digest.hex())
                .build();
    }

    static Payload parse(JsonObject json) {
        return new Payload(
                json.string("path"), json.string("name"), json.integer("length"), Digest.ofHex(json.string("sha256")));
    }
}
