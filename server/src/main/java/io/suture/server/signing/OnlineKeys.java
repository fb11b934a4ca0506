package io.suture.server.signing;

import io.suture.trust.json.JsonObject;
import io.suture.trust.key.PublicKey;
import io.suture.trust.log.NoteKey;
import io.suture.trust.tuf.DeltaRole;
import io.suture.trust.tuf.OfflineUpdate;
import io.suture.trust.tuf.Snapshot;
import io.suture.trust.tuf.Timestamp;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The public halves of a manufacturer's online keys.
 *
 * @param origin of the log
 * @param byRole the keys of each role, the newest first
 */
record OnlineKeys(String origin, Map<String, List<RegisteredKey>> byRole) {

    /** What every manufacturer has; the other roles are products and their deltas. */
    static final Set<String> FIXED = Set.of(
            Snapshot.TYPE,
            Timestamp.TYPE,
            OfflineUpdate.ROLE,
            SigningKeys.DIRECTOR,
            SigningKeys.LOG,
            SigningKeys.LOG_ML_DSA_44);

    /** The roles that sign the log together, in the order of their lines; their keys do not rotate. */
    static final List<String> LOG = List.of(SigningKeys.LOG, SigningKeys.LOG_ML_DSA_44);

    static OnlineKeys of(String origin, Collection<RegisteredKey> newestFirst) {
        Map<String, List<RegisteredKey>> byRole = new TreeMap<>();
        newestFirst.forEach(key ->
                byRole.computeIfAbsent(key.role(), role -> new ArrayList<>()).add(key));
        return new OnlineKeys(origin, byRole);
    }

    boolean isComplete() {
        return byRole.keySet().containsAll(FIXED);
    }

    /** Returns the newest key of a role that is there, which a key ceremony is to put into force. */
    PublicKey newest(String role) {
        return byRole.getOrDefault(role, List.of()).getFirst().publicKey();
    }

    /** Returns the keys of the log, one of each algorithm. */
    List<NoteKey> log() {
        return LOG.stream().map(role -> new NoteKey(origin, newest(role))).toList();
    }

    boolean isProduct(String role) {
        return byRole.containsKey(role) && !FIXED.contains(role) && !DeltaRole.isName(role);
    }

    private Map<String, PublicKey> products() {
        Map<String, PublicKey> products = new TreeMap<>();
        byRole.keySet().stream().filter(this::isProduct).forEach(role -> products.put(role, newest(role)));
        return products;
    }

    /** Returns the keys of the delta roles, by product. */
    Map<String, PublicKey> deltas() {
        Map<String, PublicKey> deltas = new TreeMap<>();
        byRole.keySet().stream()
                .filter(DeltaRole::isName)
                .forEach(role -> deltas.put(DeltaRole.product(role), newest(role)));
        return deltas;
    }

    /** Returns whether offline metadata may name the key for the role: a key up to a compromise never again. */
    boolean mayBeNamed(String role, PublicKey key) {
        for (RegisteredKey known : byRole.getOrDefault(role, List.of())) {
            if (known.publicKey().equals(key)) {
                return true;
            }
            if (known.replacesCompromised()) {
                return false;
            }
        }
        return false;
    }

    /** Returns whether the server holds this key. */
    boolean isOnline(PublicKey key) {
        return byRole.values().stream()
                .flatMap(List::stream)
                .anyMatch(known -> known.publicKey().equals(key));
    }

    /** Returns the newest keys, as a key ceremony takes them. */
    JsonObject toJson() {
        return JsonObject.builder()
                .put(Snapshot.TYPE, newest(Snapshot.TYPE).toTuf())
                .put(Timestamp.TYPE, newest(Timestamp.TYPE).toTuf())
                .put(OfflineUpdate.ROLE, newest(OfflineUpdate.ROLE).toTuf())
                .put(SigningKeys.DIRECTOR, newest(SigningKeys.DIRECTOR).toTuf())
                .put("products", toJson(products()))
                .put("deltas", toJson(deltas()))
                .put(
                        "log",
                        JsonObject.builder()
                                .put("origin", origin)
                                .putStrings(
                                        "vkeys",
                                        log().stream().map(NoteKey::vkey).toList())
                                .build())
                .build();
    }

    private static JsonObject toJson(Map<String, PublicKey> keys) {
        JsonObject.Builder json = JsonObject.builder();
        keys.forEach((product, key) -> json.put(product, key.toTuf()));
        return json.build();
    }
}
