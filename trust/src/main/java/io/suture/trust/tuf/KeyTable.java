package io.suture.trust.tuf;

import io.suture.trust.json.JsonObject;
import io.suture.trust.json.MalformedDocumentException;
import io.suture.trust.key.KeyFormatException;
import io.suture.trust.key.KeyId;
import io.suture.trust.key.PublicKey;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The {@code keys} object of root and delegations (TUF 4.3). */
record KeyTable(Map<KeyId, PublicKey> keys) {

    static KeyTable parse(JsonObject holder) {
        JsonObject listed = holder.object("keys");
        Map<KeyId, PublicKey> keys = new LinkedHashMap<>();
        for (String id : listed.keys()) {
            JsonObject key = holder.read("keys", all -> all.object(id));
            usable(new KeyId(id), key).ifPresent(usable -> keys.put(new KeyId(id), usable));
        }
        return new KeyTable(keys);
    }

    /** Key ids listed twice count once; ids without a usable key count for nothing. */
    RoleKeys roleKeys(JsonObject role) {
        Map<KeyId, PublicKey> found = new LinkedHashMap<>();
        for (String id : role.strings("keyids")) {
            PublicKey key = keys.get(new KeyId(id));
            if (key != null) {
                found.put(key.keyId(), key);
            }
        }
        return new RoleKeys(found, threshold(role), FamilyDemand.parse(role));
    }

    /** TUF 4.3: a client must calculate each key id; a key of an unknown type cannot verify anything. */
    private static Optional<PublicKey> usable(KeyId id, JsonObject json) {
        try {
            return Optional.of(PublicKey.fromTuf(json))
                    .filter(key -> key.keyId().equals(id));
        } catch (KeyFormatException | MalformedDocumentException e) {
            return Optional.empty();
        }
    }

    private static int threshold(JsonObject role) {
        long threshold = role.integer("threshold");
        if (threshold < 1 || threshold > Integer.MAX_VALUE) {
            throw new MalformedDocumentException("threshold", "must be at least 1");
        }
        return (int) threshold;
    }
}
