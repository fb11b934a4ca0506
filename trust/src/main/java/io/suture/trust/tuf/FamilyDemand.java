package io.suture.trust.tuf;

import io.suture.trust.json.JsonObject;
import io.suture.trust.json.MalformedDocumentException;
import io.suture.trust.key.KeyFamily;
import io.suture.trust.key.PublicKey;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * How many distinct keys of each family must have signed a role, on top of its threshold (ADR 0013). In JSON the member
 * {@code x-suture-families} of a role; other clients ignore it. A family this version does not know is refused: a demand
 * that is not understood must not be dropped.
 *
 * @param required the number of keys by family, each at least 1; empty if nothing is demanded
 */
public record FamilyDemand(Map<KeyFamily, Integer> required) {

    /** Name of the member. */
    public static final String MEMBER = "x-suture-families";

    /** Nothing beyond the threshold. */
    public static final FamilyDemand NONE = new FamilyDemand(Map.of());

    /** Refuse a number below 1. */
    public FamilyDemand {
        Map<KeyFamily, Integer> ordered = new EnumMap<>(KeyFamily.class);
        ordered.putAll(required);
        required = Collections.unmodifiableMap(ordered);
        if (required.values().stream().anyMatch(number -> number < 1)) {
            throw new MalformedDocumentException(MEMBER, "a family is demanded at least once");
        }
    }

    static FamilyDemand parse(JsonObject role) {
        return role.has(MEMBER) ? role.read(MEMBER, FamilyDemand::parseFamilies) : NONE;
    }

    private static FamilyDemand parseFamilies(JsonObject json) {
        Map<KeyFamily, Integer> required = new EnumMap<>(KeyFamily.class);
        for (String word : json.keys()) {
            KeyFamily family = KeyFamily.ofWord(word)
                    .orElseThrow(() -> new MalformedDocumentException(word, "is not a family of keys"));
            required.put(family, Math.clamp(json.integer(word), 0, Integer.MAX_VALUE));
        }
        if (required.isEmpty()) {
            throw new MalformedDocumentException("", "a family is expected");
        }
        return new FamilyDemand(required);
    }

    /** Put the member, if anything is demanded. */
    void write(JsonObject.Builder role) {
        if (!required.isEmpty()) {
            JsonObject.Builder families = JsonObject.builder();
            required.forEach((family, number) -> families.put(family.word(), number));
            role.put(MEMBER, families.build());
        }
    }

    /** Return how many of the keys, each counted once, are of the family. */
    static int count(KeyFamily family, Collection<PublicKey> keys) {
        return (int) keys.stream()
                .filter(key -> key.algorithm().family() == family)
                .distinct()
                .count();
    }
}
