package io.suture.trust.tuf;

import static io.suture.trust.tuf.RepositorySimulator.SAFE_EXPIRY;
import static io.suture.trust.tuf.RepositorySimulator.newSigner;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.suture.trust.json.Json;
import io.suture.trust.json.JsonObject;
import io.suture.trust.json.JsonValue;
import io.suture.trust.json.MalformedDocumentException;
import io.suture.trust.key.KeyAlgorithm;
import io.suture.trust.key.KeyFamily;
import io.suture.trust.key.PublicKey;
import io.suture.trust.key.Signer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A role that demands signatures of each family on top of its threshold (ADR 0013). */
class FamilyDemandTest {

    private static final byte[] CONTENT = "content".getBytes(StandardCharsets.UTF_8);
    private static final FamilyDemand BOTH =
            new FamilyDemand(Map.of(KeyFamily.CLASSICAL, 2, KeyFamily.POST_QUANTUM, 1));

    private final Signer[] classical = {
        newSigner(), newSigner(KeyAlgorithm.ECDSA_P256), newSigner(KeyAlgorithm.ECDSA_P384), newSigner()
    };
    private final Signer[] postQuantum = {newSigner(KeyAlgorithm.ML_DSA_44), newSigner(KeyAlgorithm.ML_DSA_65)};
    private final RepositorySimulator repository = new RepositorySimulator();
    private final Client client = new Client(repository);

    /** Each row: which keys sign ({@code c0} to {@code c3}, {@code p0}, {@code p1}), what is missing, if anything. */
    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "c0 c1 p0, ",
        "c0 c1 c2 p0 p1, ",
        "c0 p0 p1, signature-family-threshold-not-met",
        "c0 c1 c2, signature-family-threshold-not-met",
        "c0 c1 c2 c3, signature-family-threshold-not-met",
        "p0 p1, signature-threshold-not-met",
        "c0 p0, signature-threshold-not-met"
    })
    void whenARoleDemandsFamiliesThenEachIsCountedOnTopOfTheThreshold(String signers, String refusal) {
        RoleKeys keys = keys(3, BOTH);
        SignedMetadata file = timestamp(signers);
        if (refusal == null) {
            file.requireSignedBy(keys);
        } else {
            assertThatThrownBy(() -> file.requireSignedBy(keys))
                    .asInstanceOf(type(TufException.class))
                    .satisfies(e -> assertThat(e.code()).isEqualTo(refusal));
        }
        assertThat(file.isSignedBy(keys)).isEqualTo(refusal == null);
    }

    @Test
    void whenAllClassicalKeysSignThenAPostQuantumDemandIsNeverMet() {
        RoleKeys keys = keys(1, new FamilyDemand(Map.of(KeyFamily.POST_QUANTUM, 1)));
        assertThatThrownBy(() -> timestamp("c0 c1 c2 c3").requireSignedBy(keys))
                .asInstanceOf(type(TufException.FamilyThresholdNotMet.class))
                .satisfies(e -> assertThat(e.role()).isEqualTo("timestamp"))
                .satisfies(e -> assertThat(e.family()).isEqualTo(KeyFamily.POST_QUANTUM))
                .satisfies(e -> assertThat(e.required()).isEqualTo(1))
                .satisfies(e -> assertThat(e.verified()).isZero());
    }

    @Test
    void whenOneKeyOfAFamilyHasTwoKeyIdsThenItCountsOnce() {
        PublicKey key = postQuantum[0].publicKey();
        PublicKey alias =
                PublicKey.fromTuf(key.toTuf().toBuilder().put("x-alias", "2").build());
        FamilyDemand two = new FamilyDemand(Map.of(KeyFamily.POST_QUANTUM, 2));
        assertThatThrownBy(() -> RoleKeys.of(2, key, alias).demanding(two))
                .isInstanceOf(MalformedDocumentException.class);
        RoleKeys keys = RoleKeys.of(1, key, alias, postQuantum[1].publicKey()).demanding(two);
        byte[] once = MetadataWriter.sign(signed(), List.of(postQuantum[0], new Alias(postQuantum[0], alias)));
        assertThatThrownBy(() -> SignedMetadata.parse("timestamp", once).requireSignedBy(keys))
                .asInstanceOf(type(TufException.FamilyThresholdNotMet.class))
                .satisfies(e -> assertThat(e.verified()).isEqualTo(1));
        byte[] twice = MetadataWriter.addSignature(once, postQuantum[1]);
        SignedMetadata.parse("timestamp", twice).requireSignedBy(keys);
    }

    /** The same private key under another key id. */
    private record Alias(Signer signer, PublicKey publicKey) implements Signer {

        @Override
        public byte[] sign(byte[] message) {
            return signer.sign(message);
        }
    }

    @Test
    void whenTheRootDemandsFamiliesThenTheDeviceEnforcesThem() {
        demand("snapshot", new FamilyDemand(Map.of(KeyFamily.CLASSICAL, 1, KeyFamily.POST_QUANTUM, 1)));
        repository.publish("root");
        repository.publishAll();
        client.refresh();
        repository.signers.put("snapshot", List.of(classical));
        repository.publishAll();
        assertThatThrownBy(client::refresh)
                .asInstanceOf(type(TufException.FamilyThresholdNotMet.class))
                .satisfies(e -> assertThat(e.role()).isEqualTo("snapshot"));
        assertThat(client.versions()).containsEntry("snapshot", 2L);
    }

    private void demand(String role, FamilyDemand demand) {
        repository.setKeys(role, 1, classical[0], classical[1], postQuantum[0]);
        repository.topLevel.computeIfPresent(role, (name, keys) -> keys.demanding(demand));
    }

    /** Who holds only classical keys cannot take the demand away: the root before it must agree. */
    @Test
    void whenARootDropsTheDemandForItselfThenTheOldDemandStillCounts() {
        Signer first = repository.signers.get("root").getFirst();
        demand("root", new FamilyDemand(Map.of(KeyFamily.POST_QUANTUM, 1)));
        repository.signers.put("root", List.of(first, classical[0], postQuantum[0]));
        repository.publish("root");
        client.refresh();
        repository.setKeys("root", 1, classical[0], classical[1]);
        repository.publish("root");
        assertThatThrownBy(client::refresh)
                .asInstanceOf(type(TufException.FamilyThresholdNotMet.class))
                .satisfies(e -> assertThat(e.role()).isEqualTo("root"));
        assertThat(client.versions()).containsEntry("root", 2L);
        repository.signers.put("root", List.of(classical[0], postQuantum[0]));
        repository.rootVersion--;
        repository.publish("root");
        client.refresh();
        assertThat(client.versions()).containsEntry("root", 3L);
    }

    @Test
    void whenANewRootDemandsMoreOfItselfThenItMustMeetIt() {
        Signer first = repository.signers.get("root").getFirst();
        demand("root", new FamilyDemand(Map.of(KeyFamily.POST_QUANTUM, 1)));
        repository.signers.put("root", List.of(first, classical[0], classical[1]));
        repository.publish("root");
        assertThatThrownBy(client::refresh).isInstanceOf(TufException.FamilyThresholdNotMet.class);
        assertThat(client.versions()).containsEntry("root", 1L);
    }

    /** The second delegator's demand counts for a role that was trusted through the first. */
    @Test
    void whenADelegationDemandsFamiliesThenACachedRoleMustMeetThemToo() {
        RoleKeys keys = RoleKeys.of(1, classical[0].publicKey(), postQuantum[0].publicKey());
        FamilyDemand demand = new FamilyDemand(Map.of(KeyFamily.POST_QUANTUM, 1));
        repository.delegate("targets", "a", false, "a/*");
        repository.delegate("targets", "b", false, "b/*");
        repository.role("a").delegations.add(DelegatedRole.ofPaths("GW2", keys, true, "a/*"));
        repository.role("b").delegations.add(DelegatedRole.ofPaths("GW2", keys.demanding(demand), true, "b/*"));
        repository.addTarget("GW2", "a/file", CONTENT);
        repository.addTarget("GW2", "b/file", CONTENT);
        repository.signers.put("GW2", List.of(classical[0]));
        repository.publishAll();
        Updater updater = client.updater();
        assertThat(updater.target("a/file")).isPresent();
        assertThatThrownBy(() -> updater.target("b/file")).isInstanceOf(TufException.FamilyThresholdNotMet.class);
        repository.signers.put("GW2", List.of(classical[0], postQuantum[0]));
        repository.publishAll();
        assertThat(client.target("b/file")).isPresent();
    }

    @Test
    void whenADemandIsWrittenThenItReadsBackAndNoneLeavesNoMember() {
        RoleKeys demanding = keys(3, BOTH);
        RoleKeys plain = keys(3, FamilyDemand.NONE);
        Map<String, RoleKeys> roles =
                Map.of("root", demanding, "timestamp", plain, "snapshot", plain, "targets", demanding);
        JsonObject signed = MetadataWriter.root(1, SAFE_EXPIRY, roles, true);
        assertThat(signed.object("roles")
                        .object("root")
                        .object("x-suture-families")
                        .members())
                .isEqualTo(Map.of("classical", JsonValue.of(2), "post-quantum", JsonValue.of(1)));
        assertThat(signed.object("roles").object("timestamp").has("x-suture-families"))
                .isFalse();
        Root read = SignedMetadata.parse("root", MetadataWriter.sign(signed, List.of()))
                .asRoot();
        assertThat(read.roles()).isEqualTo(roles);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "1",
                "{\"classical\":0}",
                "{\"classical\":-1}",
                "{\"classical\":\"1\"}",
                "{\"classical\":2}",
                "{\"post-quantum\":1}",
                "{\"classical\":99999999999}",
                "{\"Classical\":1}",
                "{\"hash-based\":1}"
            })
    void whenADemandIsNotUnderstoodOrCannotBeMetThenTheDelegatorIsMalformed(String families) {
        JsonValue demand = Json.parse(families.getBytes(StandardCharsets.UTF_8));
        repository.edits.put(
                "root",
                signed -> Edits.at(
                        signed,
                        "roles.timestamp",
                        role -> ((JsonObject) role)
                                .toBuilder().put("x-suture-families", demand).build()));
        repository.publish("root");
        assertThatThrownBy(client::refresh).isInstanceOf(TufException.MetadataMalformed.class);
        assertThat(client.versions()).containsEntry("root", 1L);
    }

    private RoleKeys keys(int threshold, FamilyDemand demand) {
        List<PublicKey> all = Stream.concat(Arrays.stream(classical), Arrays.stream(postQuantum))
                .map(Signer::publicKey)
                .toList();
        return new RoleKeys(all, threshold).demanding(demand);
    }

    private SignedMetadata timestamp(String signers) {
        List<Signer> chosen =
                Arrays.stream(signers.split(" ")).map(this::signer).toList();
        return SignedMetadata.parse("timestamp", MetadataWriter.sign(signed(), chosen));
    }

    private static JsonObject signed() {
        return MetadataWriter.timestamp(1, SAFE_EXPIRY, MetaFile.of(1));
    }

    private Signer signer(String name) {
        Signer[] family = name.startsWith("c") ? classical : postQuantum;
        return family[name.charAt(1) - '0'];
    }
}
