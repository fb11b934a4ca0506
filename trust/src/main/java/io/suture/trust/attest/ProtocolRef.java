package io.suture.trust.attest;

import io.suture.trust.json.JsonObject;
import io.suture.trust.release.Documents;

/**
 * A validation protocol by id and revision.
 *
 * @param id the controlled document's id
 * @param revision its revision
 */
public record ProtocolRef(String id, String revision) {

    static ProtocolRef of(JsonObject json) {
        return new ProtocolRef(Documents.text(json, "id"), Documents.text(json, "revision"));
    }

    JsonObject.Builder begin() {
        return JsonObject.builder().put("id", id).put("revision", revision);
    }

    @Override
    public String toString() {
        return id + " rev " + revision;
    }
}
