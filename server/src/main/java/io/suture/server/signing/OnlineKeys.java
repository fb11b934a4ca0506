package io.suture.server.signing;

import io.suture.trust.json.JsonObject;
import io.suture.trust.key.PublicKey;
import io.suture.trust.log.NoteKey;
import io.suture.trust.tuf.DeltaRole;
import io.suture.trust.tuf.OfflineUpdate;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * The public halves of a manufacturer's online keys.
 *
 * @param snapshot signs snapshot metadata
 * @param timestamp signs timestamp metadata
 * @param offlineUpdate signs offline-update metadata
 * @param director signs assignments
 * @param products sign the products' roles
 * @param deltas sign the products' delta roles, by product
 * @param log signs checkpoints
 */
record OnlineKeys(
        PublicKey snapshot,
        PublicKey timestamp,
        PublicKey offlineUpdate,
        PublicKey director,
        Map<String, PublicKey> products,
        Map<String, PublicKey> deltas,
        NoteKey log) {

    static OnlineKeys of(String origin, Map<String, PublicKey> byRole) {
        Map<String, PublicKey> products = new TreeMap<>(byRole);
        PublicKey snapshot = Objects.requireNonNull(products.remove("snapshot"));
        PublicKey timestamp = Objects.requireNonNull(products.remove("timestamp"));
        PublicKey offlineUpdate = Objects.requireNonNull(products.remove(OfflineUpdate.ROLE));
        PublicKey director = Objects.requireNonNull(products.remove(SigningKeys.DIRECTOR));
        PublicKey log = Objects.requireNonNull(products.remove(SigningKeys.LOG));
        Map<String, PublicKey> deltas = new TreeMap<>();
        products.entrySet().stream()
                .filter(key -> DeltaRole.isName(key.getKey()))
                .forEach(key -> deltas.put(DeltaRole.product(key.getKey()), key.getValue()));
        products.keySet().removeIf(DeltaRole::isName);
        return new OnlineKeys(snapshot, timestamp, offlineUpdate, director, products, deltas, new NoteKey(origin, log));
    }

    /** Returns whether the server holds this key. */
    boolean isOnline(PublicKey key) {
        return snapshot.equals(key)
                || timestamp.equals(key)
                || offlineUpdate.equals(key)
                || director.equals(key)
                || products.containsValue(key)
                || deltas.containsValue(key)
                || log.publicKey().equals(key);
    }

    JsonObject toJson() {
        return JsonObject.builder()
                .put("snapshot", snapshot.toTuf())
                .put("timestamp", timestamp.toTuf())
                .put(OfflineUpdate.ROLE, offlineUpdate.toTuf())
                .put("director", director.toTuf())
                .put("products", toJson(products))
                .put("deltas", toJson(deltas))
                .put(
                        "log",
                        JsonObject.builder()
                                .put("origin", log.name())
                                .put("vkey", log.vkey())
                                .build())
                .build();
    }

    private static JsonObject toJson(Map<String, PublicKey> keys) {
        JsonObject.Builder json = JsonObject.builder();
        keys.forEach((product, key) -> json.put(product, key.toTuf()));
        return json.build();
    }
}
