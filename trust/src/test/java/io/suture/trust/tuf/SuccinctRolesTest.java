package io.suture.trust.tuf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.suture.trust.digest.Digest;
import io.suture.trust.json.Json;
import io.suture.trust.json.JsonObject;
import io.suture.trust.json.JsonString;
import io.suture.trust.json.JsonValue;
import io.suture.trust.json.MalformedDocumentException;
import io.suture.trust.key.KeyAlgorithm;
import io.suture.trust.key.KeyFamily;
import io.suture.trust.key.Signer;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Hash bin delegations (TAP 15). */
class SuccinctRolesTest {

    private static final byte[] CONTENT = "content".getBytes(StandardCharsets.UTF_8);

    private final Signer signer = RepositorySimulator.newSigner();
    private final RoleKeys keys = RoleKeys.of(1, signer.publicKey());
    private final RepositorySimulator repository = new RepositorySimulator();
    private final Client client = new Client(repository);

    /** The bins of TAP 15's example with 11 bits: 000 to 7ff. */
    @ParameterizedTest
    @CsvSource({
        "1, 2, bin-0, bin-1",
        "3, 8, bin-0, bin-7",
        "4, 16, bin-0, bin-f",
        "5, 32, bin-00, bin-1f",
        "8, 256, bin-00, bin-ff",
        "11, 2048, bin-000, bin-7ff",
        "16, 65536, bin-0000, bin-ffff"
    })
    void whenThereAreSoManyBitsThenTheBinsAreNumberedInHexadecimal(int bits, long size, String first, String last) {
        SuccinctRoles bins = new SuccinctRoles(keys, bits, "bin");
        List<String> names = bins.names().toList();
        assertThat(names).hasSize((int) size).startsWith(first).endsWith(last).doesNotHaveDuplicates();
        assertThat(bins.size()).isEqualTo(size);
        assertThat(names).allSatisfy(name -> assertThat(bins.role(name)).isPresent());
    }

    @Test
    void whenThereAre32BitsThenTheNameHasEightDigits() {
        SuccinctRoles bins = new SuccinctRoles(keys, 32, "bin");
        assertThat(bins.size()).isEqualTo(1L << 32);
        String hash = Digest.of("file".getBytes(StandardCharsets.UTF_8)).hex();
        assertThat(bins.binOf("file").name()).isEqualTo("bin-" + hash.substring(0, 8));
        assertThat(bins.role("bin-ffffffff")).isPresent();
    }

    /** The number computed another way, and the bin's own prefixes, agree. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 7, 8, 11, 13, 16, 31, 32})
    void whenAPathIsPutIntoABinThenItsNumberIsTheFirstBitsOfItsHash(int bits) {
        SuccinctRoles bins = new SuccinctRoles(keys, bits, "bin");
        Random random = new Random(15);
        Set<String> used = new HashSet<>();
        for (int i = 0; i < 200; i++) {
            String path = "GW2/" + random.nextInt() + "/ä";
            BigInteger hash = new BigInteger(
                    Digest.of(path.getBytes(StandardCharsets.UTF_8)).hex(), 16);
            DelegatedRole bin = bins.binOf(path);
            assertThat(new BigInteger(bin.name().substring(4), 16)).isEqualTo(hash.shiftRight(256 - bits));
            assertThat(bin.covers(path)).isTrue();
            assertThat(bin.terminating()).isTrue();
            assertThat(bins.role(bin.name())).contains(bin);
            used.add(bin.name());
        }
        assertThat(used).hasSizeGreaterThan(1);
    }

    @Test
    void whenBinsSplitAHexadecimalDigitThenEveryPathIsInExactlyOne() {
        SuccinctRoles bins = new SuccinctRoles(keys, 3, "bin");
        List<DelegatedRole> all =
                bins.names().map(name -> bins.role(name).orElseThrow()).toList();
        for (int i = 0; i < 100; i++) {
            String path = "file" + i;
            assertThat(all).filteredOn(bin -> bin.covers(path)).containsExactly(bins.binOf(path));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bin", "bin-", "bin-0", "bin-000", "bin-20", "bin-1F", "bin-+1", "bin-0x", "Bin-00", "xbin-00", "00"
            })
    void whenANameIsNoBinsThenThereIsNoSuchRole(String name) {
        assertThat(new SuccinctRoles(keys, 5, "bin").role(name)).isEmpty();
    }

    @Test
    void whenATargetIsInItsBinThenItIsFoundAndOnlyThatBinIsAskedFor() {
        SuccinctRoles bins = delegate(5);
        String name = bins.binOf("GW2/1/file").name();
        repository.addTarget(name, "GW2/1/file", CONTENT);
        repository.publishAll();
        assertThat(client.download("GW2/1/file")).isEqualTo(CONTENT);
        assertThat(repository.requests.subList(4, 5)).containsExactly("1." + name + ".json");
        assertThat(client.store.files).hasSize(5).containsKey(name);
    }

    @Test
    void whenATargetIsInAnotherBinThenItIsNotFound() {
        SuccinctRoles bins = delegate(5);
        String other = bins.names()
                .filter(name -> !name.equals(bins.binOf("file").name()))
                .findFirst()
                .orElseThrow();
        repository.addTarget(other, "file", CONTENT);
        repository.publishAll();
        assertThat(client.target("file")).isEmpty();
    }

    @Test
    void whenABinIsNotInTheSnapshotOrNotSignedByTheBinsKeysThenItIsRefused() {
        SuccinctRoles bins = delegate(1);
        String name = bins.binOf("file").name();
        repository.addTarget(name, "file", CONTENT);
        repository.signers.put(name, List.of(RepositorySimulator.newSigner()));
        repository.publishAll();
        assertThatThrownBy(() -> client.target("file")).isInstanceOf(TufException.ThresholdNotMet.class);
        repository.snapshotMeta.remove(name);
        repository.publish("snapshot", "timestamp");
        assertThatThrownBy(() -> new Client(repository).target("file"))
                .isInstanceOf(TufException.RoleNotInSnapshot.class);
    }

    /** A bin ends the search, as in the reference implementation: roles further back are not asked. */
    @Test
    void whenABinDoesNotListThePathThenTheSearchEnds() {
        repository.delegate("targets", "first", false, "*");
        repository.delegate("targets", "second", false, "*");
        repository.addTarget("second", "file", CONTENT);
        SuccinctRoles bins = bins(1);
        repository.role("first").bins = bins;
        bins.names().forEach(this::role);
        repository.publishAll();
        assertThat(client.target("file")).isEmpty();
        assertThat(repository.requests.subList(4, repository.requests.size()))
                .containsExactly("1.first.json", "1." + bins.binOf("file").name() + ".json");
    }

    @Test
    void whenBinsDemandFamiliesThenEachBinMustMeetThem() {
        Signer postQuantum = RepositorySimulator.newSigner(KeyAlgorithm.ML_DSA_44);
        RoleKeys hybrid = RoleKeys.of(1, signer.publicKey(), postQuantum.publicKey())
                .demanding(new FamilyDemand(Map.of(KeyFamily.POST_QUANTUM, 1)));
        SuccinctRoles bins = new SuccinctRoles(hybrid, 1, "bin");
        repository.role("targets").bins = bins;
        bins.names().forEach(this::role);
        repository.publishAll();
        assertThatThrownBy(() -> client.target("file")).isInstanceOf(TufException.FamilyThresholdNotMet.class);
    }

    @Test
    void whenBinsAreWrittenThenTheyReadBack() {
        SuccinctRoles bins = new SuccinctRoles(keys, 11, "alice.hbd");
        JsonObject json = Delegations.ofBins(bins).toJson();
        assertThat(json.keys()).containsExactlyInAnyOrder("keys", "succinct_roles");
        assertThat(json.object("succinct_roles").keys())
                .containsExactlyInAnyOrder("keyids", "threshold", "bit_length", "name_prefix");
        assertThat(Delegations.parse(json)).isEqualTo(Delegations.ofBins(bins));
    }

    @ParameterizedTest
    @CsvSource({"1, true", "32, true", "0, false", "33, false", "-1, false", "4294967297, false"})
    void whenTheNumberOfBitsIsAtTheLimitThenItIsTakenAndOnePastRefused(long bits, boolean taken) {
        delegate(1);
        edit("bit_length", JsonValue.of(bits));
        if (taken) {
            client.refresh();
        } else {
            assertThatThrownBy(client::refresh).isInstanceOf(TufException.MetadataMalformed.class);
        }
    }

    @Test
    void whenTheNamePrefixIsTooLongForAFileNameThenItIsRefused() {
        delegate(1);
        edit("name_prefix", new JsonString("x".repeat(198)));
        client.refresh();
        edit("name_prefix", new JsonString("x".repeat(199)));
        assertThatThrownBy(client::refresh).isInstanceOf(TufException.MetadataMalformed.class);
    }

    private void edit(String member, JsonValue value) {
        repository.edits.put(
                "targets", signed -> Edits.at(signed, "delegations.succinct_roles." + member, before -> value));
        repository.publishAll();
    }

    @Test
    void whenRolesStandBesideBinsOrNeitherIsThereThenTheDelegatorIsRefused() {
        DelegatedRole role = DelegatedRole.ofPaths("role", keys, false, "*");
        assertThatThrownBy(() -> new Delegations(List.of(role), Optional.of(bins(1))))
                .isInstanceOf(MalformedDocumentException.class);
        JsonObject both = Delegations.ofBins(bins(1)).toJson().toBuilder()
                .put("roles", Json.parse("[]".getBytes(StandardCharsets.UTF_8)))
                .build();
        assertThatThrownBy(() -> Delegations.parse(both)).isInstanceOf(MalformedDocumentException.class);
        JsonObject neither = JsonObject.builder().put("keys", JsonObject.EMPTY).build();
        assertThatThrownBy(() -> Delegations.parse(neither)).isInstanceOf(MalformedDocumentException.class);
    }

    private SuccinctRoles delegate(int bits) {
        SuccinctRoles bins = bins(bits);
        repository.role("targets").bins = bins;
        bins.names().forEach(this::role);
        return bins;
    }

    private void role(String bin) {
        repository.role(bin);
        repository.signers.put(bin, List.of(signer));
    }

    private SuccinctRoles bins(int bits) {
        return new SuccinctRoles(keys, bits, "bin");
    }
}
