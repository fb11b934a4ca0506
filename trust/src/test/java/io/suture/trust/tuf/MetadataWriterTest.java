package io.suture.trust.tuf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.suture.trust.json.Json;
import io.suture.trust.json.JsonObject;
import io.suture.trust.key.KeyAlgorithm;
import io.suture.trust.key.Signer;
import io.suture.trust.key.SoftwareSigner;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MetadataWriterTest {

    private static final Instant EXPIRES = Instant.parse("2027-01-01T00:00:00.5Z");

    private final Signer first = SoftwareSigner.generate(KeyAlgorithm.ED25519, new SecureRandom());
    private final Signer second = SoftwareSigner.generate(KeyAlgorithm.ECDSA_P256, new SecureRandom());
    private final RoleKeys both = RoleKeys.of(2, first.publicKey(), second.publicKey());

    @Test
    void whenSignersSignOneAfterTheOtherThenTheThresholdIsMetAtTheLast() {
        JsonObject signed = MetadataWriter.timestamp(7, EXPIRES, MetaFile.of(3));
        byte[] unsigned = MetadataWriter.sign(signed, List.of());
        byte[] once = MetadataWriter.addSignature(unsigned, first);
        byte[] twice = MetadataWriter.addSignature(once, second);
        assertThatThrownBy(() -> parse("timestamp", once).requireSignedBy(both))
                .isInstanceOf(TufException.ThresholdNotMet.class);
        SignedMetadata complete = parse("timestamp", twice);
        complete.requireSignedBy(both);
        assertThat(complete.signed()).isEqualTo(signed);
        assertThat(complete.asTimestamp().expires()).isEqualTo(Instant.parse("2027-01-01T00:00:00Z"));
        assertThat(complete.signedBy())
                .containsExactlyInAnyOrder(
                        first.publicKey().keyId(), second.publicKey().keyId());
        assertThat(MetadataWriter.sign(signed, List.of(first, second))).isEqualTo(twice);
    }

    @Test
    void whenASignerSignsAgainThenItsSignatureIsReplaced() {
        byte[] once = MetadataWriter.sign(MetadataWriter.timestamp(1, EXPIRES, MetaFile.of(1)), List.of(first));
        assertThat(MetadataWriter.addSignature(once, first)).isEqualTo(once);
    }

    @Test
    void whenRootIsWrittenThenItReadsBack() {
        Map<String, RoleKeys> roles = Map.of("root", both, "timestamp", both, "snapshot", both, "targets", both);
        Root root = parse("root", MetadataWriter.sign(MetadataWriter.root(4, EXPIRES, roles, true), List.of(first)))
                .asRoot();
        assertThat(root.roles()).isEqualTo(roles);
        assertThat(root.consistentSnapshot()).isTrue();
        assertThat(root.version()).isEqualTo(4);
    }

    @Test
    void whenTargetsAreWrittenThenTheyReadBack() {
        TargetFile file = new TargetFile(
                "GW2/3.1.1/manifest.json",
                12,
                Map.of("sha256", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
                JsonObject.builder().put("rollback", 17).build());
        Delegations delegations = Delegations.of(
                DelegatedRole.ofPaths("policy", both, true, "policy/*"),
                new DelegatedRole("bin", both, false, Optional.empty(), Optional.of(List.of("a", "b"))));
        JsonObject signed = MetadataWriter.targets(2, EXPIRES, List.of(file), delegations);
        Targets targets =
                parse("targets", MetadataWriter.sign(signed, List.of(first))).asTargets();
        assertThat(targets.files()).containsExactly(Map.entry(file.path(), file));
        assertThat(targets.delegations()).isEqualTo(delegations);
        assertThat(file.consistentPath())
                .isEqualTo("GW2/3.1.1/ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad.manifest.json");
    }

    @Test
    void whenASnapshotIsWrittenThenItReadsBack() {
        Map<String, MetaFile> roles =
                Map.of("targets", MetaFile.of(3), "GW2", MetaFile.describing(9, new byte[] {1, 2, 3}));
        Snapshot snapshot = parse(
                        "snapshot", MetadataWriter.sign(MetadataWriter.snapshot(5, EXPIRES, roles), List.of(first)))
                .asSnapshot();
        assertThat(snapshot.roles()).isEqualTo(roles);
        assertThatThrownBy(() -> MetadataWriter.snapshot(1, EXPIRES, Map.of("targets.json", MetaFile.of(1))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void whenAVersionIsNotPositiveThenNothingIsWritten() {
        assertThatThrownBy(() -> MetadataWriter.timestamp(0, EXPIRES, MetaFile.of(1)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void whenWrittenThenTheFileIsOneLineOfJson() {
        byte[] file = MetadataWriter.sign(MetadataWriter.timestamp(1, EXPIRES, MetaFile.of(1)), List.of(first));
        assertThat(Json.compact(Json.parse(file))).isEqualTo(file);
        assertThat(file.length).isLessThan(500);
    }

    private static SignedMetadata parse(String role, byte[] file) {
        return SignedMetadata.parse(role, file);
    }
}
