package io.suture.trust.tuf;

import io.suture.trust.json.JsonObject;
import io.suture.trust.json.MalformedDocumentException;
import io.suture.trust.key.KeyId;
import io.suture.trust.key.PublicKey;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Who may sign a role (TUF 4.3). Keys of an unknown type or with a key id that is not theirs are left out, so a role
 * may have fewer keys than its threshold: it then cannot be verified.
 *
 * @param keys the keys by key id
 * @param threshold how many of them must have signed, at least 1
 * @param families how many of each family must be among these
 */
public record RoleKeys(Map<KeyId, PublicKey> keys, int threshold, FamilyDemand families) {

    /** Refuse a threshold below 1 and more keys of a family than there are. */
    public RoleKeys {
        keys = Collections.unmodifiableMap(new LinkedHashMap<>(keys));
        if (threshold < 1) {
            throw new MalformedDocumentException("threshold", "must be at least 1");
        }
        Collection<PublicKey> all = keys.values();
        families.required().forEach((family, number) -> {
            if (FamilyDemand.count(family, all) < number) {
                throw new MalformedDocumentException(
                        FamilyDemand.MEMBER, "the role has fewer than " + number + " keys of family " + family.word());
            }
        });
    }

    /** Create the keys of a role, with nothing demanded beyond the threshold. */
    public RoleKeys(Map<KeyId, PublicKey> keys, int threshold) {
        this(keys, threshold, FamilyDemand.NONE);
    }

    /** Create the keys of a role from public keys, with nothing demanded beyond the threshold. */
    public RoleKeys(Collection<PublicKey> keys, int threshold) {
        this(byId(keys), threshold);
    }

    /** Return the keys of a role. */
    public static RoleKeys of(int threshold, PublicKey... keys) {
        return new RoleKeys(List.of(keys), threshold);
    }

    /** Return the same keys with a demand for families. */
    public RoleKeys demanding(FamilyDemand demand) {
        return new RoleKeys(keys, threshold, demand);
    }

    /** Return the members {@code keyids}, {@code threshold} and, if demanded, {@code x-suture-families}. */
    JsonObject.Builder toJson() {
        JsonObject.Builder json = JsonObject.builder()
                .putStrings("keyids", keys.keySet().stream().map(KeyId::value).toList())
                .put("threshold", threshold);
        families.write(json);
        return json;
    }

    private static Map<KeyId, PublicKey> byId(Collection<PublicKey> keys) {
        Map<KeyId, PublicKey> map = new LinkedHashMap<>();
        keys.forEach(key -> map.put(key.keyId(), key));
        return map;
    }
}
