package io.suture.trust.gate;

import io.suture.trust.json.JsonObject;
import io.suture.trust.json.MalformedDocumentException;
import java.util.List;

/**
 * One kind of evidence that a release needs.
 *
 * @param predicate the predicate type
 * @param roles a signer must have one of these
 * @param threshold how many different people must sign
 */
public record Requirement(String predicate, List<String> roles, int threshold) {

    /** Most people a requirement may ask for. */
    public static final int MAX_THRESHOLD = 32;

    /** Checks roles and threshold. */
    public Requirement {
        roles = List.copyOf(roles);
        if (roles.isEmpty() || threshold < 1 || threshold > MAX_THRESHOLD) {
            throw new MalformedDocumentException("required", "a role and a threshold of 1 to 32 are expected");
        }
    }

    static Requirement of(JsonObject json) {
        int threshold = Math.clamp(json.integer("threshold"), 0, Integer.MAX_VALUE);
        return new Requirement(json.string("predicate"), json.strings("roles"), threshold);
    }

    JsonObject toJson() {
        return JsonObject.builder()
                .put("predicate", predicate)
                .putStrings("roles", roles)
                .put("threshold", threshold)
                .build();
    }
}
