package io.suture.trust.tuf;

import static org.assertj.core.api.Assertions.assertThat;

import io.suture.trust.json.CanonicalJson;
import io.suture.trust.json.Json;
import io.suture.trust.json.JsonArray;
import io.suture.trust.json.JsonObject;
import io.suture.trust.json.JsonString;
import io.suture.trust.json.JsonValue;
import io.suture.trust.key.KeyAlgorithm;
import io.suture.trust.key.PublicKey;
import io.suture.trust.key.SoftwareSigner;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever member of whatever role's signed part is added, removed or changed: a signer is told of it. */
class MetadataDifferencePropertyTest {

    private static final int MUTATIONS = 4_000;
    private static final long SEED = Long.getLong("suture.seed", 20_261_122L);
    private static final Instant EXPIRES = Instant.parse("2027-01-01T00:00:00Z");
    private static final List<JsonValue> VALUES = List.of(
            JsonValue.of(0),
            JsonValue.of(7),
            JsonValue.of(""),
            JsonValue.of("x"),
            JsonValue.of("2030-01-01T00:00:00Z"),
            JsonValue.of(true),
            JsonObject.EMPTY,
            JsonArray.of());

    private final PublicKey a = key(KeyAlgorithm.ED25519);
    private final PublicKey b = key(KeyAlgorithm.ECDSA_P256);

    @ParameterizedTest
    @ValueSource(strings = {"root", "timestamp", "snapshot", "targets", "GW2"})
    void whenAnyMemberIsMutatedThenThereIsAChange(String role) {
        Random random = new Random(SEED);
        JsonObject signed = signed(role);
        for (int i = 0; i < MUTATIONS; i++) {
            JsonObject mutated = (JsonObject) mutate(signed, random);
            assertTold(role, signed, mutated);
            assertTold(role, mutated, signed);
        }
    }

    private static void assertTold(String role, JsonObject before, JsonObject after) {
        List<Change> changes = MetadataDifference.between(Optional.of(parse(role, before)), parse(role, after));
        boolean same = Arrays.equals(CanonicalJson.olpc(before), CanonicalJson.olpc(after));
        assertThat(changes.isEmpty())
                .as("seed %d: %s", SEED, Json.pretty(after))
                .isEqualTo(same);
        assertThat(changes).allMatch(change -> change.inWords().matches("[ -~]+"));
    }

    private static JsonValue mutate(JsonValue value, Random random) {
        boolean inside = random.nextInt(5) > 0;
        return switch (value) {
            case JsonObject object -> inside ? inside(object, random) : around(object, random);
            case JsonArray array -> inside ? inside(array, random) : around(array, random);
            case JsonString string -> new JsonString(string.value() + "x");
            default -> any(random);
        };
    }

    private static JsonValue inside(JsonObject object, Random random) {
        List<String> names = object.keys().stream()
                .filter(name -> !name.equals("_type") && !name.equals("spec_version"))
                .toList();
        if (names.isEmpty()) {
            return around(object, random);
        }
        String name = names.get(random.nextInt(names.size()));
        return object.toBuilder().set(name, mutate(object.get(name), random)).build();
    }

    /** Adds or removes a member, or puts another value in place of one. */
    private static JsonValue around(JsonObject object, Random random) {
        Map<String, JsonValue> members = new LinkedHashMap<>(object.members());
        List<String> names = new ArrayList<>(members.keySet());
        names.removeAll(List.of("_type", "spec_version"));
        if (names.isEmpty() || random.nextInt(3) == 0) {
            members.put("x" + random.nextInt(10), any(random));
        } else if (random.nextBoolean()) {
            members.remove(names.get(random.nextInt(names.size())));
        } else {
            members.put(names.get(random.nextInt(names.size())), any(random));
        }
        return new JsonObject(members);
    }

    private static JsonValue inside(JsonArray array, Random random) {
        if (array.size() == 0) {
            return around(array, random);
        }
        List<JsonValue> elements = new ArrayList<>(array.elements());
        int i = random.nextInt(elements.size());
        elements.set(i, mutate(elements.get(i), random));
        return JsonArray.of(elements);
    }

    /** Adds, removes, repeats or moves an element. */
    private static JsonValue around(JsonArray array, Random random) {
        List<JsonValue> elements = new ArrayList<>(array.elements());
        if (elements.isEmpty()) {
            return JsonArray.of(any(random));
        }
        JsonValue element = elements.get(random.nextInt(elements.size()));
        switch (random.nextInt(4)) {
            case 0 -> elements.add(any(random));
            case 1 -> elements.remove(element);
            case 2 -> elements.add(element);
            default -> elements.addFirst(elements.removeLast());
        }
        return JsonArray.of(elements);
    }

    private static JsonValue any(Random random) {
        return VALUES.get(random.nextInt(VALUES.size()));
    }

    private JsonObject signed(String role) {
        JsonObject signed = switch (role) {
            case "root" -> MetadataWriter.root(3, EXPIRES, roles(), true);
            case "timestamp" -> MetadataWriter.timestamp(3, EXPIRES, MetaFile.describing(2, new byte[] {1}));
            case "snapshot" ->
                MetadataWriter.snapshot(
                        3, EXPIRES, Map.of("targets", MetaFile.of(2), "GW2", MetaFile.describing(1, new byte[] {2})));
            default -> MetadataWriter.targets(3, EXPIRES, files(), delegations());
        };
        return signed.toBuilder()
                .put("x-unknown", JsonObject.builder().put("deep", 1).build())
                .build();
    }

    private Map<String, RoleKeys> roles() {
        Map<String, RoleKeys> roles = new LinkedHashMap<>();
        roles.put("root", RoleKeys.of(2, a, b));
        roles.put("targets", RoleKeys.of(1, a, b));
        roles.put("snapshot", RoleKeys.of(1, b));
        roles.put("timestamp", RoleKeys.of(1, b));
        return roles;
    }

    private static List<TargetFile> files() {
        TargetFile custom = new TargetFile(
                "GW2/2/b",
                3,
                Map.of("sha256", "0".repeat(64)),
                JsonObject.builder().put("c", "d").build());
        return List.of(TargetFile.describing("GW2/1/a", new byte[] {1}), custom);
    }

    private Delegations delegations() {
        return Delegations.of(
                DelegatedRole.ofPaths("policy", RoleKeys.of(1, a), true, "policy/*"),
                new DelegatedRole(
                        "bin", RoleKeys.of(1, a, b), false, Optional.empty(), Optional.of(List.of("0", "1"))));
    }

    private static SignedMetadata parse(String role, JsonObject signed) {
        return SignedMetadata.parse(role, MetadataWriter.sign(signed, List.of()));
    }

    private static PublicKey key(KeyAlgorithm algorithm) {
        return SoftwareSigner.generate(algorithm, new SecureRandom()).publicKey();
    }
}
