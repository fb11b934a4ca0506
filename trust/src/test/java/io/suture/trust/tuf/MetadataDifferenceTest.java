package io.suture.trust.tuf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.suture.trust.json.JsonObject;
import io.suture.trust.key.KeyAlgorithm;
import io.suture.trust.key.PublicKey;
import io.suture.trust.key.SoftwareSigner;
import io.suture.trust.tuf.Change.Quorum;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class MetadataDifferenceTest {

    private static final Instant EXPIRES = Instant.parse("2027-01-01T00:00:00Z");
    private static final Instant LATER = Instant.parse("2028-01-01T00:00:00Z");

    private final PublicKey a = key(KeyAlgorithm.ED25519);
    private final PublicKey b = key(KeyAlgorithm.ECDSA_P256);
    private final PublicKey c = key(KeyAlgorithm.ED25519);
    private final DelegatedRole policy = DelegatedRole.ofPaths("policy", RoleKeys.of(1, a), true, "policy/*");
    private final DelegatedRole product = DelegatedRole.ofPaths("GW2", RoleKeys.of(1, b), true, "GW2/*/*");

    @Test
    void whenNothingChangesThenThereIsNoChange() {
        SignedMetadata root = root(1, EXPIRES, RoleKeys.of(2, a, b, c));
        assertThat(between(root, root)).isEmpty();
    }

    @Test
    void whenFewerKeysMustSignThenItIsDangerousAndComesFirst() {
        List<Change> changes =
                between(root(1, EXPIRES, RoleKeys.of(2, a, b, c)), root(2, EXPIRES, RoleKeys.of(1, a, b, c)));
        assertThat(changes)
                .containsExactly(
                        new Change.ThresholdLowered("root", new Quorum(2, 3), new Quorum(1, 3)),
                        new Change.VersionRaised(Optional.of(1L), 2));
        assertThat(words(changes)).containsExactly("root threshold falls from 2 of 3 to 1 of 3", "version 1 -> 2");
        assertThat(changes.getFirst()).isInstanceOf(Change.Dangerous.class);
    }

    @Test
    void whenAKeyIsReplacedThenBothAreNamedAndTheKeyTableIsNotToldAgain() {
        List<Change> changes = between(root(1, EXPIRES, RoleKeys.of(2, a, b)), root(1, EXPIRES, RoleKeys.of(2, a, c)));
        assertThat(changes)
                .containsExactly(
                        new Change.KeyRemoved("root", b.keyId(), "ecdsa-sha2-nistp256"),
                        new Change.KeyAdded("root", c.keyId(), "ed25519"));
        assertThat(words(changes))
                .containsExactly(
                        "key " + b.keyId().value().substring(0, 16) + "... (ecdsa-sha2-nistp256) loses role root",
                        "key " + c.keyId().value().substring(0, 16) + "... (ed25519) gains role root");
    }

    @Test
    void whenItIsValidForLongerThenThatIsDangerous() {
        RoleKeys keys = RoleKeys.of(1, a);
        assertThat(between(root(1, EXPIRES, keys), root(1, LATER, keys)))
                .containsExactly(new Change.ExpiryPostponed(EXPIRES, LATER));
        assertThat(words(between(root(1, LATER, keys), root(1, EXPIRES, keys))))
                .containsExactly("expires 2028-01-01T00:00:00Z -> 2027-01-01T00:00:00Z (earlier)");
    }

    @Test
    void whenTheVersionFallsThenThatIsDangerous() {
        RoleKeys keys = RoleKeys.of(1, a);
        assertThat(between(root(4, EXPIRES, keys), root(3, EXPIRES, keys)))
                .containsExactly(new Change.VersionLowered(4, 3));
    }

    @Test
    void whenAFamilyIsNoLongerDemandedThenThatIsDangerous() {
        SignedMetadata plain = targets(List.of(), Delegations.of(product));
        SignedMetadata hybrid = editing(
                plain,
                text -> text.replace(
                        "\"terminating\":true",
                        "\"terminating\":true,\"x-suture-families\":{\"classical\":2,\"post-quantum\":1}"));
        assertThat(between(hybrid, plain))
                .containsExactly(
                        new Change.FamilyDemandLowered("GW2", "classical", 2, 0),
                        new Change.FamilyDemandLowered("GW2", "post-quantum", 1, 0));
        assertThat(words(between(plain, hybrid)))
                .containsExactly(
                        "GW2 demand of classical signatures rises from 0 to 2",
                        "GW2 demand of post-quantum signatures rises from 0 to 1");
    }

    @Test
    void whenADelegationMayVouchForMoreThenThatIsDangerous() {
        DelegatedRole wider = DelegatedRole.ofPaths("GW2", RoleKeys.of(1, b), true, "*/*/*");
        assertThat(between(targets(List.of(), Delegations.of(product)), targets(List.of(), Delegations.of(wider))))
                .containsExactly(
                        new Change.PathsWidened("GW2", List.of("path */*/*")),
                        new Change.PathsNarrowed("GW2", List.of("path GW2/*/*")));
    }

    @Test
    void whenADelegationNoLongerEndsTheSearchThenThatIsDangerous() {
        DelegatedRole open = DelegatedRole.ofPaths("GW2", RoleKeys.of(1, b), false, "GW2/*/*");
        assertThat(between(targets(List.of(), Delegations.of(product)), targets(List.of(), Delegations.of(open))))
                .containsExactly(new Change.NotTerminating("GW2"));
        assertThat(between(targets(List.of(), Delegations.of(open)), targets(List.of(), Delegations.of(product))))
                .containsExactly(new Change.Terminating("GW2"));
        assertThat(between(
                        targets(List.of(), Delegations.of(policy)), targets(List.of(), Delegations.of(policy, open))))
                .contains(new Change.NotTerminating("GW2"));
    }

    @Test
    void whenADelegationComesOrGoesThenPathsAndKeysAreNamed() {
        SignedMetadata one = targets(List.of(), Delegations.of(policy));
        SignedMetadata two = targets(List.of(), Delegations.of(policy, product));
        assertThat(words(between(one, two)))
                .containsExactly(
                        "key " + b.keyId().value().substring(0, 16) + "... (ecdsa-sha2-nistp256) gains role GW2",
                        "delegation GW2 is new: needs 1 of 1 keys, path GW2/*/*");
        assertThat(between(two, one))
                .containsExactlyInAnyOrder(
                        new Change.DelegationRemoved("GW2", List.of("path GW2/*/*")),
                        new Change.KeyRemoved("GW2", b.keyId(), "ecdsa-sha2-nistp256"));
    }

    @Test
    void whenADelegationIsPutBeforeAnotherThenThatIsDangerous() {
        List<Change> changes = between(
                targets(List.of(), Delegations.of(policy)), targets(List.of(), Delegations.of(product, policy)));
        assertThat(changes.getFirst())
                .isEqualTo(new Change.DelegationsReordered(List.of("policy"), List.of("GW2", "policy")));
    }

    @Test
    void whenFilesComeGoAndChangeThenEachIsNamed() {
        TargetFile kept = TargetFile.describing("policy/a", new byte[] {1});
        TargetFile gone = TargetFile.describing("policy/b", new byte[] {2});
        TargetFile other = TargetFile.describing("policy/a", new byte[] {1, 2});
        TargetFile fresh = TargetFile.describing("policy/c", new byte[] {3});
        List<Change> changes = between(
                targets(List.of(kept, gone), Delegations.NONE), targets(List.of(other, fresh), Delegations.NONE));
        assertThat(changes)
                .containsExactlyInAnyOrder(
                        new Change.TargetChanged("policy/a", kept.toJson(), other.toJson()),
                        new Change.TargetRemoved("policy/b"),
                        new Change.TargetAdded("policy/c", fresh.toJson()));
        assertThat(words(changes)).anyMatch(line -> line.contains("\"length\":1}") && line.contains("\"length\":2}"));
    }

    @Test
    void whenTheMetadataIsTheFirstThenAllThatItSaysIsNew() {
        List<Change> changes = MetadataDifference.between(Optional.empty(), root(1, EXPIRES, RoleKeys.of(2, a, b, c)));
        assertThat(words(changes))
                .contains(
                        "version 1",
                        "expires 2027-01-01T00:00:00Z",
                        "root needs 2 of 3 keys",
                        "targets needs 1 of 1 keys")
                .noneMatch(line -> line.startsWith("member keys"));
        assertThat(changes).noneMatch(Change.Dangerous.class::isInstance);
    }

    @Test
    void whenAnUnknownMemberChangesThenItIsToldWithItsValues() {
        SignedMetadata plain = targets(List.of(), Delegations.NONE);
        SignedMetadata extended =
                editing(plain, text -> text.replace("\"version\"", "\"x-origin\":{\"a\":1},\"version\""));
        assertThat(words(between(plain, extended))).containsExactly("member x-origin: absent -> {\"a\":1}");
    }

    @Test
    void whenAMemberIsNotWhatTheSpecificationSaysThenTheBareFactIsTold() {
        SignedMetadata plain = root(1, EXPIRES, RoleKeys.of(1, a));
        SignedMetadata odd = editing(plain, text -> text.replace("\"version\":1", "\"version\":\"1\""));
        assertThat(words(between(plain, odd))).containsExactly("member version: 1 -> \"1\"");
    }

    @Test
    void whenNamesHoldControlCharactersThenTheyCannotReachATerminal() {
        TargetFile hostile = TargetFile.describing("policy/a\u001b[2K\n\u202e", new byte[] {1});
        List<Change> changes =
                between(targets(List.of(), Delegations.NONE), targets(List.of(hostile), Delegations.NONE));
        assertThat(words(changes).getFirst())
                .startsWith("target policy/a\\u{1b}[2K\\u{a}\\u{202e} is new")
                .matches("[ -~]*");
    }

    @Test
    void whenRolesDifferThenTheyCannotBeCompared() {
        SignedMetadata root = root(1, EXPIRES, RoleKeys.of(1, a));
        SignedMetadata targets = targets(List.of(), Delegations.NONE);
        assertThatThrownBy(() -> between(root, targets)).isInstanceOf(IllegalArgumentException.class);
    }

    private SignedMetadata root(long version, Instant expires, RoleKeys keys) {
        Map<String, RoleKeys> roles = new LinkedHashMap<>();
        roles.put("root", keys);
        for (String role : List.of("targets", "snapshot", "timestamp")) {
            roles.put(role, RoleKeys.of(1, a));
        }
        return parse("root", MetadataWriter.root(version, expires, roles, true));
    }

    private static SignedMetadata targets(List<TargetFile> files, Delegations delegations) {
        return parse("targets", MetadataWriter.targets(1, EXPIRES, files, delegations));
    }

    private static SignedMetadata editing(SignedMetadata metadata, UnaryOperator<String> edit) {
        String text = new String(metadata.bytes(), StandardCharsets.UTF_8);
        return SignedMetadata.parse(metadata.role(), edit.apply(text).getBytes(StandardCharsets.UTF_8));
    }

    private static SignedMetadata parse(String role, JsonObject signed) {
        return SignedMetadata.parse(role, MetadataWriter.sign(signed, List.of()));
    }

    private static List<Change> between(SignedMetadata before, SignedMetadata after) {
        return MetadataDifference.between(Optional.of(before), after);
    }

    private static List<String> words(List<Change> changes) {
        return changes.stream().map(Change::inWords).toList();
    }

    private static PublicKey key(KeyAlgorithm algorithm) {
        return SoftwareSigner.generate(algorithm, new SecureRandom()).publicKey();
    }
}
