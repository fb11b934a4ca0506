package io.suture.trust.tuf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.suture.trust.json.JsonArray;
import io.suture.trust.json.JsonObject;
import io.suture.trust.json.JsonString;
import io.suture.trust.json.JsonValue;
import io.suture.trust.key.PublicKey;
import io.suture.trust.key.Signer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Arbitrary software and endless data: not signed, signed by the wrong ones, damaged, too large (TUF 1.5.2). */
class UpdaterForgeryTest {

    private final RepositorySimulator repository = new RepositorySimulator();
    private final Client client = new Client(repository);

    @ParameterizedTest
    @CsvSource({"root, 2.root.json", "timestamp, timestamp.json", "snapshot, 2.snapshot.json", "targets, 2.targets.json"
    })
    void whenARoleIsNotSignedThenItIsRefusedAndNotKept(String role, String fileName) {
        repository.publish("root");
        repository.publishAll();
        repository.edit(
                fileName,
                file -> file.toBuilder().set("signatures", JsonArray.of()).build());
        assertThatThrownBy(client::refresh)
                .asInstanceOf(type(TufException.ThresholdNotMet.class))
                .satisfies(e -> assertThat(e.role()).isEqualTo(role))
                .satisfies(e -> assertThat(e.required()).isEqualTo(1))
                .satisfies(e -> assertThat(e.verified()).isZero());
        assertThat(client.versions()).doesNotContain(Map.entry(role, 2L));
    }

    @ParameterizedTest
    @ValueSource(strings = {"timestamp", "snapshot", "targets"})
    void whenARoleIsSignedByTheKeysOfAnotherThenItIsRefused(String role) {
        repository.signers.put(role, repository.signers.get("root"));
        repository.publishAll();
        assertThatThrownBy(client::refresh).isInstanceOf(TufException.ThresholdNotMet.class);
    }

    @ParameterizedTest
    @CsvSource({"timestamp.json", "2.snapshot.json", "2.targets.json"})
    void whenAnyByteOfTheSignedPartChangesThenItIsRefused(String fileName) {
        repository.publishAll();
        byte[] original = repository.files.get(fileName);
        int start = new String(original, StandardCharsets.UTF_8).indexOf("\"signed\":") + 9;
        for (int i = start; i < original.length; i++) {
            byte[] changed = original.clone();
            changed[i] ^= 1;
            repository.files.put(fileName, changed);
            assertThatThrownBy(() -> new Client(repository).refresh())
                    .as("byte %d", i)
                    .isInstanceOf(TufException.class);
        }
    }

    @Test
    void whenTwoOfThreeRequiredSignaturesAreThereThenItIsRefused() {
        Signer[] three = newSigners(3);
        repository.setKeys("snapshot", 3, three);
        repository.publish("root");
        repository.signers.put("snapshot", List.of(three[0], three[1]));
        repository.publishAll();
        assertThatThrownBy(client::refresh)
                .asInstanceOf(type(TufException.ThresholdNotMet.class))
                .satisfies(e -> assertThat(e.required()).isEqualTo(3))
                .satisfies(e -> assertThat(e.verified()).isEqualTo(2));
        repository.signers.put("snapshot", List.of(three));
        repository.publishAll();
        client.refresh();
    }

    @Test
    void whenTheThresholdIsHigherThanTheNumberOfKeysThenItIsNeverMet() {
        repository.setKeys("snapshot", 6, newSigners(5));
        repository.publish("root");
        repository.publishAll();
        assertThatThrownBy(client::refresh).isInstanceOf(TufException.ThresholdNotMet.class);
        assertThat(client.versions()).containsEntry("root", 2L);
    }

    @Test
    void whenAKeyIdAppearsTwiceInTheSignaturesThenTheFileIsRefused() {
        repository.edit("timestamp.json", file -> {
            JsonValue signature = file.array("signatures").elements().getFirst();
            return file.toBuilder()
                    .set("signatures", JsonArray.of(signature, signature))
                    .build();
        });
        assertThatThrownBy(client::refresh).isInstanceOf(TufException.MetadataMalformed.class);
    }

    @Test
    void whenARoleListsAKeyIdTwiceThenItCountsOnce() {
        repository.edits.put(
                "root",
                signed -> withTimestampRole(signed, role -> {
                    List<String> ids = new ArrayList<>(role.strings("keyids"));
                    ids.add(ids.getFirst());
                    return role.toBuilder()
                            .set("keyids", JsonArray.ofStrings(ids))
                            .set("threshold", JsonValue.of(2))
                            .build();
                }));
        repository.publish("root");
        assertThatThrownBy(client::refresh)
                .asInstanceOf(type(TufException.ThresholdNotMet.class))
                .satisfies(e -> assertThat(e.verified()).isEqualTo(1));
    }

    @Test
    void whenOneKeyHasTwoKeyIdsThenItCountsOnce() {
        PublicKey key = repository.signers.get("timestamp").getFirst().publicKey();
        PublicKey alias =
                PublicKey.fromTuf(key.toTuf().toBuilder().put("x-alias", "2").build());
        assertThat(alias.keyId()).isNotEqualTo(key.keyId());
        repository.topLevel.put("timestamp", RoleKeys.of(2, key, alias));
        repository.publish("root", "timestamp");
        repository.edit("timestamp.json", file -> {
            JsonObject signature = file.objects("signatures").getFirst();
            JsonObject second = signature.toBuilder()
                    .set("keyid", new JsonString(alias.keyId().value()))
                    .build();
            return file.toBuilder()
                    .set("signatures", JsonArray.of(signature, second))
                    .build();
        });
        assertThatThrownBy(client::refresh)
                .asInstanceOf(type(TufException.ThresholdNotMet.class))
                .satisfies(e -> assertThat(e.verified()).isEqualTo(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "00", "no hex", "b61589620c287e23a00abf0e653421010a0ad33869e5a096d604e08d7b4f8eb9"})
    void whenOneSignatureIsInvalidButEnoughAreValidThenTheFileIsTaken(String invalid) {
        Signer[] two = newSigners(2);
        repository.setKeys("timestamp", 1, two);
        repository.publish("root", "timestamp");
        repository.edit("timestamp.json", file -> {
            List<JsonObject> signatures = file.objects("signatures");
            JsonObject broken = signatures.getFirst().toBuilder()
                    .set("sig", new JsonString(invalid))
                    .build();
            return file.toBuilder()
                    .set("signatures", JsonArray.of(broken, signatures.getLast()))
                    .build();
        });
        client.refresh();
    }

    @Test
    void whenAKeyIdIsNotTheHashOfItsKeyThenTheKeyIsLeftOut() {
        String foreign = "7247f0dbad85b147e1863bade761243cc785dcb7aa410e7105dd3d2b61a36d2c";
        String own = repository
                .signers
                .get("timestamp")
                .getFirst()
                .publicKey()
                .keyId()
                .value();
        repository.edits.put("root", signed -> renameKey(signed, own, foreign));
        repository.publish("root");
        repository.edit("timestamp.json", file -> {
            JsonObject signature = file.objects("signatures").getFirst();
            return file.toBuilder()
                    .set(
                            "signatures",
                            JsonArray.of(signature.toBuilder()
                                    .set("keyid", new JsonString(foreign))
                                    .build()))
                    .build();
        });
        assertThatThrownBy(client::refresh)
                .asInstanceOf(type(TufException.ThresholdNotMet.class))
                .satisfies(e -> assertThat(e.role()).isEqualTo("timestamp"));
        assertThat(client.versions()).containsEntry("root", 2L);
    }

    /** TUF 4.3, and a published repository has such a key: it is skipped, the file and its other keys are used. */
    @Test
    void whenAnotherKeyOfTheRoleHasItsOwnKeyIdThenTheRoleIsTrusted() {
        String foreign = "7247f0dbad85b147e1863bade761243cc785dcb7aa410e7105dd3d2b61a36d2c";
        JsonObject stranger = RepositorySimulator.newSigner().publicKey().toTuf();
        repository.edits.put(
                "root",
                signed -> withTimestampRole(
                        Edits.at(
                                signed,
                                "keys",
                                keys -> ((JsonObject) keys)
                                        .toBuilder().put(foreign, stranger).build()),
                        role -> Edits.at(
                                role,
                                "keyids",
                                ids -> JsonArray.ofStrings(
                                        List.of(foreign, role.strings("keyids").getFirst())))));
        repository.publish("root");
        client.refresh();
        assertThat(client.versions()).containsEntry("root", 2L).containsEntry("timestamp", 1L);
    }

    @Test
    void whenThereAreUnknownMembersThenTheyArePartOfWhatIsSigned() {
        repository.edits.put(
                "targets",
                signed -> signed.toBuilder()
                        .put(
                                "x-suture-ä",
                                JsonObject.builder().put("\uD83D\uDE00", 1).build())
                        .build());
        repository.publishAll();
        client.refresh();
        assertThat(client.versions()).containsEntry("targets", 2L);
        assertThat(new String(client.store.files.get("targets"), StandardCharsets.UTF_8))
                .contains("x-suture-ä");
    }

    @Test
    void whenTheFileHasTrailingSpaceThenItIsKeptAsReceived() {
        byte[] file = repository.files.get("timestamp.json");
        byte[] longer = Arrays.copyOf(file, file.length + 1);
        longer[file.length] = ' ';
        repository.files.put("timestamp.json", longer);
        client.refresh();
        assertThat(client.store.files.get("timestamp")).isEqualTo(longer);
    }

    @Test
    void whenTheTypeIsThatOfAnotherRoleThenItIsRefused() {
        repository.signers.put("snapshot", repository.signers.get("timestamp"));
        repository.setKeys("snapshot", 1, repository.signers.get("timestamp").getFirst());
        repository.publish("root");
        repository.publishAll();
        repository.files.put("timestamp.json", repository.files.get("2.snapshot.json"));
        assertThatThrownBy(client::refresh).isInstanceOf(TufException.MetadataMalformed.class);
    }

    @ParameterizedTest
    @CsvSource({"1.0.34, true", "1.99.0, true", "1.0, true", "2.0.0, false", "10.0.0, false", "1, false", "v1.0, false"
    })
    void whenTheSpecificationVersionDiffersThenOnlyTheMajorOneCounts(String version, boolean accepted) {
        repository.edits.put(
                "timestamp",
                signed -> signed.toBuilder()
                        .set("spec_version", new JsonString(version))
                        .build());
        repository.publish("timestamp");
        if (accepted) {
            client.refresh();
        } else {
            assertThatThrownBy(client::refresh).isInstanceOf(TufException.MetadataMalformed.class);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1})
    void whenAVersionIsNotPositiveThenItIsRefused(long version) {
        repository.edits.put(
                "timestamp",
                signed ->
                        signed.toBuilder().set("version", JsonValue.of(version)).build());
        repository.publish("timestamp");
        assertThatThrownBy(client::refresh).isInstanceOf(TufException.MetadataMalformed.class);
    }

    @ParameterizedTest
    @CsvSource({"root, 2.root.json", "timestamp, timestamp.json", "snapshot, 2.snapshot.json", "targets, 2.targets.json"
    })
    void whenAFileIsOneByteOverTheLimitThenItIsRefused(String role, String fileName) {
        repository.publish("root");
        repository.publishAll();
        int size = repository.files.get(fileName).length;
        client.limits = limits(role, size);
        client.refresh();
        Client second = new Client(repository);
        second.limits = limits(role, size - 1);
        assertThatThrownBy(second::refresh)
                .asInstanceOf(type(TufException.FileTooLarge.class))
                .satisfies(e -> assertThat(e.name()).isEqualTo(fileName))
                .satisfies(e -> assertThat(e.limit()).isEqualTo(size - 1L));
    }

    @Test
    void whenADelegatedRoleIsOneByteOverTheLimitThenItIsRefused() {
        repository.delegate("targets", "GW2", false, "*");
        repository.addTarget("GW2", "a".repeat(2_000), new byte[1]);
        repository.publishAll();
        int size = repository.files.get("1.GW2.json").length;
        client.limits = limits("targets", size);
        assertThat(client.target("a".repeat(2_000))).isPresent();
        Client second = new Client(repository);
        second.limits = limits("targets", size - 1);
        assertThatThrownBy(() -> second.target("file")).isInstanceOf(TufException.FileTooLarge.class);
        assertThat(second.store.files).containsKey("targets").doesNotContainKey("GW2");
    }

    @Test
    void whenTheListedLengthIsOverTheLimitThenTheLimitCounts() {
        repository.hashesInMeta = true;
        repository.publishAll();
        client.limits = limits("snapshot", repository.files.get("2.snapshot.json").length - 1);
        assertThatThrownBy(client::refresh).isInstanceOf(TufException.FileTooLarge.class);
    }

    @Test
    void whenAFileIsLongerThanListedThenItIsRefused() {
        repository.hashesInMeta = true;
        repository.publishAll();
        byte[] file = repository.files.get("2.targets.json");
        repository.files.put("2.targets.json", Arrays.copyOf(file, file.length + 1));
        assertThatThrownBy(client::refresh).isInstanceOf(TufException.FileTooLarge.class);
        assertThat(client.versions()).containsEntry("snapshot", 2L).doesNotContainKey("targets");
    }

    @Test
    void whenMetadataIsNotTheOneListedByHashThenItIsRefused() {
        repository.hashesInMeta = true;
        repository.publishAll();
        byte[] file = repository.files.get("2.snapshot.json").clone();
        repository.publishAll();
        repository.snapshotVersion = 2;
        repository.snapshotMeta.put("targets", MetaFile.of(7));
        repository.publish("snapshot");
        repository.timestampMeta = MetaFile.describing(3, file);
        repository.publish("timestamp");
        assertThatThrownBy(client::refresh).isInstanceOf(TufException.LengthOrHashMismatch.class);
        assertThat(client.versions()).doesNotContainKey("snapshot");
    }

    @Test
    void whenMetadataNestsTooDeepOrHasADuplicateMemberThenItIsRefused() {
        for (String json : List.of("[".repeat(60_000), "{\"signed\":{},\"signed\":{}}", "", "{}", "null")) {
            repository.files.put("timestamp.json", json.getBytes(StandardCharsets.UTF_8));
            assertThatThrownBy(client::refresh)
                    .as("%d characters", json.length())
                    .isInstanceOf(TufException.MetadataMalformed.class);
        }
    }

    private static Signer[] newSigners(int count) {
        Signer[] signers = new Signer[count];
        Arrays.setAll(signers, i -> RepositorySimulator.newSigner());
        return signers;
    }

    private static TufLimits limits(String role, int bytes) {
        int room = 100_000;
        return new TufLimits(
                role.equals("root") ? bytes : room,
                role.equals("timestamp") ? bytes : room,
                role.equals("snapshot") ? bytes : room,
                role.equals("targets") ? bytes : room,
                10,
                10);
    }

    private static JsonObject withTimestampRole(JsonObject signed, UnaryOperator<JsonObject> edit) {
        JsonObject roles = signed.object("roles");
        return signed.toBuilder()
                .set(
                        "roles",
                        roles.toBuilder()
                                .set("timestamp", edit.apply(roles.object("timestamp")))
                                .build())
                .build();
    }

    private static JsonObject renameKey(JsonObject signed, String from, String to) {
        JsonObject keys = signed.object("keys");
        JsonObject renamed = withTimestampRole(
                signed,
                role -> role.toBuilder()
                        .set("keyids", JsonArray.ofStrings(List.of(to)))
                        .build());
        return renamed.toBuilder()
                .set("keys", keys.toBuilder().put(to, keys.object(from)).build())
                .build();
    }
}
