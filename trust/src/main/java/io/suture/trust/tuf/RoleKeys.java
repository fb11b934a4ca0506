package io.suture.trust.tuf;

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
 */
public record RoleKeys(Map<KeyId, PublicKey> keys, int threshold) {

    /** Refuse a threshold below 1. */
    public RoleKeys {
        keys = Collections.unmodifiableMap(new LinkedHashMap<>(keys));
        if (threshold < 1) {
            throw new MalformedDocumentException("threshold", "must be at least 1");
        }
    }

    /** Create the keys of a role from public keys. */
    public RoleKeys(Collection<PublicKey> keys, int threshold) {
        this(byId(keys), threshold);
    }

    /** Return the keys of a role. */
    public static RoleKeys of(int threshold, PublicKey... keys) {
        return new RoleKeys(List.of(keys), threshold);
    }

    private static Map<KeyId, PublicKey> byId(Collection<PublicKey> keys) {
        Map<KeyId, PublicKey> map = new LinkedHashMap<>();
        keys.forEach(key -> map.put(key.keyId(), key));
        return map;
    }
}
