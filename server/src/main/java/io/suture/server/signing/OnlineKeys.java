package io.suture.server.signing;

import io.suture.trust.json.JsonObject;
import io.suture.trust.key.PublicKey;
import io.suture.trust.log.NoteKey;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * The public halves of a manufacturer's online keys.
 *
 * @param snapshot signs snapshot metadata
 * @param timestamp signs timestamp metadata
 * @param director signs assignments
 * @param products sign the products' roles
 * @param log signs checkpoints
 */
record OnlineKeys(
        PublicKey snapshot, PublicKey timestamp, PublicKey director, Map<String, PublicKey> products, NoteKey log) {

    static OnlineKeys of(String origin, Map<String, PublicKey> byRole) {
        Map<String, PublicKey> products = new TreeMap<>(byRole);
        PublicKey snapshot = Objects.requireNonNull(products.remove("snapshot"));
        PublicKey timestamp = Objects.requireNonNull(products.remove("timestamp"));
        PublicKey director = Objects.requireNonNull(products.remove(SigningKeys.DIRECTOR));
        PublicKey log = Objects.requireNonNull(products.remove(SigningKeys.LOG));
        return new OnlineKeys(snapshot, timestamp, director, products, new NoteKey(origin, log));
    }

    /** Returns whether the server holds this key. */
    boolean isOnline(PublicKey key) {
        return snapshot.equals(key)
                || timestamp.equals(key)
                || director.equals(key)
                || products.containsValue(key)
                || log.publicKey().equals(key);
    }

    JsonObject toJson() {
        JsonObject.Builder roles = JsonObject.builder();
        products.forEach((product, key) -> roles.put(product, key.toTuf()));
        return JsonObject.builder()
                .put("snapshot", snapshot.toTuf())
                .put("timestamp", timestamp.toTuf())
                .put("director", director.toTuf())
                .put("products", roles.build())
                .put(
                        "log",
                        JsonObject.builder()
                                .put("origin", log.name())
                                .put("vkey", log.vkey())
                                .build())
                .build();
    }
}
