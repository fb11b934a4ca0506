package io.suture.cli.ceremony;

import io.suture.trust.digest.Digest;
import io.suture.trust.json.JsonObject;
import io.suture.trust.key.KeyId;
import io.suture.trust.key.PublicKey;
import io.suture.trust.tuf.Change;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** One step of a ceremony as its record keeps it. */
final class RecordStep {

    private static final String TOOL = "suture 0.1.0";

    private RecordStep() {}

    /**
     * Return a step.
     *
     * @param name what was done: {@code init}, {@code rotate} or {@code import}
     * @param made the files that this step made
     * @param signatures the signatures that it added
     * @param after all files as they are after it
     */
    static JsonObject of(
            String name,
            Instant at,
            Attendance attendance,
            List<JsonObject> made,
            List<RoleSignature> signatures,
            OfflineMetadata after) {
        return JsonObject.builder()
                .put("step", name)
                .put("at", at)
                .put("place", attendance.place())
                .putStrings("participants", attendance.participants())
                .put("tool", TOOL)
                .putAll("made", made)
                .putAll(
                        "signatures",
                        signatures.stream().map(RoleSignature::recorded).toList())
                .put("files", files(after))
                .build();
    }

    /**
     * Where a step was done and who was there.
     *
     * @param place the place
     * @param participants the people
     */
    record Attendance(String place, List<String> participants) {

        static final Attendance UNRECORDED = new Attendance("", List.of());
    }

    /** Return the digest of every file. */
    static JsonObject files(OfflineMetadata offline) {
        Map<String, String> digests = new TreeMap<>();
        offline.metadata()
                .forEach((name, bytes) -> digests.put(name, Digest.of(bytes).toString()));
        offline.documents()
                .forEach((name, bytes) -> digests.put(name, Digest.of(bytes).toString()));
        return Encoded.strings(digests);
    }

    /** Return what a file says, who may sign it, and what differs from the version before. */
    static JsonObject describe(FileState state) {
        return JsonObject.builder()
                .put("file", state.name())
                .put("signed", state.digest().toString())
                .put("expires", state.file().signed().string("expires"))
                .putAll(
                        "demands",
                        state.demands().stream().map(RecordStep::demand).toList())
                .putStrings(
                        "differences",
                        state.differences().stream().map(Change::inWords).toList())
                .build();
    }

    private static JsonObject demand(FileState.Demand demand) {
        JsonObject.Builder families = JsonObject.builder();
        demand.keys().families().required().forEach((family, number) -> families.put(family.word(), number));
        Collection<JsonObject> keys = demand.keys().keys().entrySet().stream()
                .map(key -> key(key.getKey(), key.getValue()))
                .toList();
        return JsonObject.builder()
                .put("of", demand.of())
                .put("threshold", demand.keys().threshold())
                .put("families", families.build())
                .putAll("keys", keys)
                .build();
    }

    private static JsonObject key(KeyId id, PublicKey key) {
        return JsonObject.builder()
                .put("keyid", id.value())
                .put(
                        "algorithm",
                        key.algorithm().name().toLowerCase(Locale.ROOT).replace('_', '-'))
                .build();
    }
}
