package io.suture.trust.attest;

import io.suture.trust.json.JsonObject;
import io.suture.trust.release.Documents;

/**
 * "I made this release": names the author, who must not approve it.
 *
 * @param change what was changed, in words
 */
public record Authorship(SignatureBlock signature, String change) implements HumanPredicate {

    /** The predicate type. */
    public static final String TYPE = "urn:suture:predicate:authorship:v1";

    private static final String MEANING = "authorship";

    static Authorship of(JsonObject json) {
        Words.require(json, "meaning", MEANING);
        return new Authorship(SignatureBlock.of(json), Documents.text(json, "change"));
    }

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public JsonObject toJson() {
        return signature.begin().put("meaning", MEANING).put("change", change).build();
    }
}
