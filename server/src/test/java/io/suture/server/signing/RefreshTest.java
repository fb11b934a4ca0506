package io.suture.server.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.suture.trust.digest.Digest;
import io.suture.trust.key.KeyAlgorithm;
import io.suture.trust.key.PublicKey;
import io.suture.trust.key.Signer;
import io.suture.trust.key.SoftwareSigner;
import io.suture.trust.tuf.DelegatedRole;
import io.suture.trust.tuf.Delegations;
import io.suture.trust.tuf.DeltaRole;
import io.suture.trust.tuf.MetadataWriter;
import io.suture.trust.tuf.RoleKeys;
import io.suture.trust.tuf.SignedMetadata;
import io.suture.trust.tuf.Snapshot;
import io.suture.trust.tuf.TargetFile;
import io.suture.trust.tuf.Targets;
import io.suture.trust.tuf.TufException;
import io.suture.trust.tuf.Updater;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RefreshTest {

    private static final Instant START = Instant.parse("2026-11-21T12:00:00Z");
    private static final TufLifetimes LIFETIMES = new TufLifetimes(
            Duration.ofDays(1),
            Duration.ofDays(7),
            Duration.ofDays(180),
            Duration.ofDays(30),
            Duration.ofDays(90),
            Duration.ofDays(60));
    private static final TargetFile FILE = TargetFile.of("GW2/1.0/manifest.json", 1, Digest.of(new byte[1]));

    private final SoftwareSigner online = SoftwareSigner.generate(KeyAlgorithm.ED25519, new SecureRandom());
    private final SoftwareSigner offline = SoftwareSigner.generate(KeyAlgorithm.ED25519, new SecureRandom());
    private final SoftwareSigner approver = SoftwareSigner.generate(KeyAlgorithm.ECDSA_P256, new SecureRandom());
    private final Map<String, Long> versions = new HashMap<>();

    private RepositoryState founded() {
        return founded(RoleKeys.of(1, online.publicKey()));
    }

    private RepositoryState founded(RoleKeys product) {
        Instant expires = START.plus(Duration.ofDays(3650));
        RoleKeys held = RoleKeys.of(1, offline.publicKey());
        RoleKeys served = RoleKeys.of(1, online.publicKey());
        byte[] root = MetadataWriter.sign(
                MetadataWriter.root(
                        1,
                        expires,
                        Map.of("root", held, "targets", held, "snapshot", served, "timestamp", served),
                        true),
                List.of(offline));
        Delegations delegations = Delegations.of(
                DelegatedRole.ofPaths("policy", held, true, "policy/*"),
                DelegatedRole.ofPaths("offline-update", served, true, "offline-update/*"),
                DelegatedRole.ofPaths("GW2", product, true, "GW2/*/*"));
        byte[] targets =
                MetadataWriter.sign(MetadataWriter.targets(1, expires, List.of(), delegations), List.of(offline));
        byte[] policy = MetadataWriter.sign(MetadataWriter.targets(1, expires, List.of(), null), List.of(offline));
        return new RepositoryState(List.of(), Map.of())
                .with(List.of(
                        new Metadata("root", 1, root, expires, true),
                        new Metadata("targets", 1, targets, expires, true),
                        new Metadata("policy", 1, policy, expires, true)));
    }

    private List<Metadata> refresh(RepositoryState state, List<TargetFile> files, Instant now) {
        return signed(state, state, Set.of(), files, now).visible();
    }

    private List<Metadata> refresh(RepositoryState state, Map<String, List<TargetFile>> wanted, Instant now) {
        return signed(state, state, Set.of(), wanted, now).visible();
    }

    private Refresh.Signed signed(
            RepositoryState visible, RepositoryState newest, Set<String> waiting, List<TargetFile> files, Instant now) {
        return signed(visible, newest, waiting, Map.of("GW2", files), now);
    }

    private Refresh.Signed signed(
            RepositoryState visible,
            RepositoryState newest,
            Set<String> waiting,
            Map<String, List<TargetFile>> wanted,
            Instant now) {
        RoleVersions.Known known = new RoleVersions.Known(Map.of(), Map.of());
        Map<String, DelegatedRole> deltas = Map.of("GW2", delta());
        Situation situation = new Situation(visible, newest, wanted, deltas, known, now);
        return new Refresh(situation, waiting, LIFETIMES).sign((role, expires, signed) -> {
            long version = versions.merge(role, 1L, Long::sum);
            return RoleSigner.sign(role, version, expires, signed.apply(version), online);
        });
    }

    private DelegatedRole delta() {
        return DeltaRole.delegation("GW2", online.publicKey());
    }

    private Delegations deltas() {
        return Delegations.of(delta());
    }

    private static List<String> roles(List<Metadata> files) {
        List<String> roles = new ArrayList<>();
        files.forEach(file -> roles.add(file.role()));
        return roles;
    }

    @Test
    void whenTheRepositoryIsNewThenEveryOnlineRoleIsSignedAndADeviceCanReadIt() {
        RepositoryState state = founded();
        List<Metadata> signed = refresh(state, List.of(), START);
        assertThat(roles(signed)).containsExactly("GW2", "GW2-delta", "offline-update", "snapshot", "timestamp");
        DryRun.verify(state.with(signed), List.of(), START);
    }

    @Test
    void whenNothingChangedThenNothingIsSigned() {
        RepositoryState state = founded();
        state = state.with(refresh(state, List.of(FILE), START));
        assertThat(refresh(state, List.of(FILE), START.plusSeconds(60))).isEmpty();
    }

    @Test
    void whenHalfTheLifeIsOverThenTheRoleIsRenewedAndOneSecondEarlierItIsNot() {
        RepositoryState state = founded();
        state = state.with(refresh(state, List.of(), START));
        assertThat(refresh(state, List.of(), START.plus(Duration.ofHours(12)).minusSeconds(1)))
                .isEmpty();
        assertThat(roles(refresh(state, List.of(), START.plus(Duration.ofHours(12)))))
                .containsExactly("timestamp");
        assertThat(roles(refresh(state, List.of(), START.plus(Duration.ofHours(84)))))
                .containsExactly("snapshot", "timestamp");
        assertThat(roles(refresh(state, List.of(), START.plus(Duration.ofDays(15)))))
                .containsExactly("GW2-delta", "offline-update", "snapshot", "timestamp");
        assertThat(roles(refresh(state, List.of(), START.plus(Duration.ofDays(90)))))
                .containsExactly("GW2", "GW2-delta", "offline-update", "snapshot", "timestamp");
    }

    @Test
    void whenAReleaseIsWithdrawnThenAHigherVersionListsItNoMore() {
        RepositoryState state = founded();
        RepositoryState published = state.with(refresh(state, List.of(FILE), START));
        DryRun.verify(published, List.of(FILE), START);
        RepositoryState withdrawn = published.with(refresh(published, List.of(), START.plusSeconds(1)));
        assertThat(withdrawn.role("GW2").orElseThrow().version()).isEqualTo(2);
        assertThatThrownBy(() -> DryRun.verify(withdrawn, List.of(FILE), START.plusSeconds(1)))
                .isInstanceOf(TufException.TargetNotFound.class);
    }

    @Test
    void whenMetadataWerePreparedWithASignatureThenTheyAreUsedAndNotSignedAgain() {
        RepositoryState state = founded();
        state = state.with(refresh(state, List.of(), START));
        Instant expires = START.plus(Duration.ofDays(180));
        Metadata prepared =
                RoleSigner.sign("GW2", 5, expires, Refresh.product(5, expires, List.of(FILE), deltas()), online);
        List<Metadata> signed = signed(state, state.with(List.of(prepared)), Set.of(), List.of(FILE), START)
                .visible();
        assertThat(signed).contains(prepared);
        assertThat(roles(signed)).containsExactly("GW2", "offline-update", "snapshot", "timestamp");
    }

    private RepositoryState demandingTwo() {
        return founded(RoleKeys.of(2, online.publicKey(), approver.publicKey()));
    }

    private Metadata approved(long version, List<TargetFile> files, Instant at) {
        Instant expires = at.plus(LIFETIMES.productLifetime());
        byte[] file =
                MetadataWriter.sign(Refresh.product(version, expires, files, deltas()), List.of(online, approver));
        return new Metadata("GW2", version, file, expires, true);
    }

    @Test
    void whenAProductDemandsTwoSignaturesThenItAwaitsThemAndTheOthersGoOn() {
        RepositoryState state = demandingTwo();
        state = state.with(signed(state, state, Set.of(), List.of(), START).visible());
        assertThat(state.role("GW2")).isEmpty();
        Refresh.Signed signed = signed(state, state, Set.of(), List.of(FILE), START.plus(Duration.ofHours(12)));
        assertThat(roles(signed.awaiting())).containsExactly("GW2");
        assertThat(roles(signed.visible())).containsExactly("timestamp");
        DryRun.verify(state.with(signed.visible()), List.of(), START.plus(Duration.ofHours(12)));
    }

    @Test
    void whenSignaturesWereAskedForThenNothingIsSignedAgain() {
        RepositoryState state = demandingTwo();
        assertThat(signed(state, state, Set.of("GW2"), List.of(FILE), START).awaiting())
                .isEmpty();
    }

    @Test
    void whenTwoSignaturesWereGivenThenTheMetadataBecomeVisible() {
        RepositoryState state = demandingTwo();
        Metadata approved = approved(3, List.of(FILE), START);
        Refresh.Signed signed = signed(state, state.with(List.of(approved)), Set.of("GW2"), List.of(FILE), START);
        assertThat(signed.visible()).contains(approved);
        DryRun.verify(state.with(signed.visible()), List.of(FILE), START);
    }

    /** A prepared file with the server's signature only was made under an earlier delegation. */
    @Test
    void whenPreparedMetadataLackASignatureThenTheyAreNotUsed() {
        RepositoryState state = demandingTwo();
        Instant expires = START.plus(Duration.ofDays(180));
        Metadata prepared =
                RoleSigner.sign("GW2", 5, expires, Refresh.product(5, expires, List.of(FILE), deltas()), online);
        Refresh.Signed signed = signed(state, state.with(List.of(prepared)), Set.of(), List.of(FILE), START);
        assertThat(roles(signed.visible())).doesNotContain("GW2");
        assertThat(roles(signed.awaiting())).containsExactly("GW2");
    }

    @Test
    void whenHalfTheLifeIsOverThenTheRenewalAwaitsSignatures() {
        RepositoryState state = demandingTwo().with(List.of(approved(3, List.of(FILE), START)));
        state = state.with(refresh(state, List.of(FILE), START));
        Instant half = START.plus(Duration.ofDays(90));
        assertThat(signed(state, state, Set.of(), List.of(FILE), half.minusSeconds(1))
                        .awaiting())
                .isEmpty();
        Refresh.Signed due = signed(state, state, Set.of(), List.of(FILE), half);
        assertThat(roles(due.awaiting())).containsExactly("GW2");
        assertThat(roles(due.visible())).containsExactly("GW2-delta", "offline-update", "snapshot", "timestamp");
    }

    @Test
    void whenWaitingMetadataExpiredThenSnapshotAndTimestampAreStillRenewed() {
        RepositoryState state = demandingTwo().with(List.of(approved(3, List.of(FILE), START)));
        state = state.with(refresh(state, List.of(FILE), START));
        Instant over = START.plus(Duration.ofDays(181));
        Refresh.Signed signed = signed(state, state, Set.of("GW2"), List.of(FILE), over);
        assertThat(roles(signed.visible())).containsExactly("GW2-delta", "offline-update", "snapshot", "timestamp");
        DryRun.verify(state.with(signed.visible()), List.of(), over);
    }

    @Test
    void whenDeltasAreStoredThenTheDeltaRoleListsThemAndNotTheProducts() {
        RepositoryState state = founded();
        TargetFile delta = TargetFile.of("GW2/1.0/delta-from-0.9", 3, Digest.of(new byte[3]));
        state = state.with(refresh(state, Map.of("GW2", List.of(FILE), "GW2-delta", List.of(delta)), START));
        assertThat(state.role("GW2").orElseThrow().targets().files()).containsOnlyKeys(FILE.path());
        assertThat(state.role("GW2-delta").orElseThrow().targets().files()).containsOnlyKeys(delta.path());
        DryRun.verify(state, List.of(FILE, delta), START);
        List<Metadata> next = refresh(state, Map.of("GW2", List.of(FILE)), START.plusSeconds(1));
        assertThat(roles(next)).containsExactly("GW2-delta", "offline-update", "snapshot", "timestamp");
    }

    @Test
    void whenTheDeltaRolesKeyIsAnotherThenTheProductDelegatesAnew() {
        RepositoryState state = founded();
        SoftwareSigner former = SoftwareSigner.generate(KeyAlgorithm.ED25519, new SecureRandom());
        Instant expires = START.plus(Duration.ofDays(180));
        Delegations before = Delegations.of(DeltaRole.delegation("GW2", former.publicKey()));
        state = state.with(List.of(
                RoleSigner.sign("GW2", 1, expires, Refresh.product(1, expires, List.of(), before), online),
                RoleSigner.sign(
                        "GW2-delta", 1, expires, Refresh.product(1, expires, List.of(), Delegations.NONE), former)));
        versions.putAll(Map.of("GW2", 1L, "GW2-delta", 1L));
        List<Metadata> signed = refresh(state, List.of(), START);
        assertThat(roles(signed)).containsExactly("GW2", "GW2-delta", "offline-update", "snapshot", "timestamp");
        DryRun.verify(state.with(signed), List.of(), START);
    }

    @Test
    void whenTargetsDoNotDelegateOfflineUpdateThenItIsNotSigned() {
        RepositoryState state = undelegated(founded());
        List<Metadata> signed = refresh(state, List.of(), START);
        assertThat(roles(signed)).containsExactly("GW2", "GW2-delta", "snapshot", "timestamp");
        DryRun.verify(state.with(signed), List.of(), START);
    }

    /** A client refuses a snapshot that drops a role (TUF 5.5.5), so who was listed stays listed. */
    @Test
    void whenARoleIsNoLongerDelegatedThenTheSnapshotStillListsIt() {
        RepositoryState state = founded();
        state = undelegated(state.with(refresh(state, List.of(), START)));
        state = state.with(refresh(state, List.of(), START.plus(Duration.ofDays(4))));
        Snapshot snapshot = SignedMetadata.parse(
                        "snapshot", state.role("snapshot").orElseThrow().bytes())
                .asSnapshot();
        assertThat(snapshot.roles()).containsOnlyKeys("targets", "policy", "GW2", "GW2-delta", "offline-update");
        assertThat(snapshot.version()).isEqualTo(2);
        DryRun.verify(state, List.of(), START.plus(Duration.ofDays(4)));
    }

    private RepositoryState undelegated(RepositoryState state) {
        Targets targets = state.role("targets").orElseThrow().targets();
        List<DelegatedRole> others = targets.delegations().roles().stream()
                .filter(role -> !role.name().equals("offline-update"))
                .toList();
        byte[] file = MetadataWriter.sign(
                MetadataWriter.targets(2, targets.expires(), List.of(), new Delegations(others)), List.of(offline));
        return state.with(List.of(new Metadata("targets", 2, file, targets.expires(), true)));
    }

    /** E7: the delta key vouches for delta payloads, never for what decides about an installation. */
    @ParameterizedTest
    @ValueSource(strings = {"GW2/9.9.9/manifest.json", "GW2/1.0/gw2.bin", "GW3/1.0/delta-x", "policy/people.json"})
    void whenTheDeltaKeyIsStolenThenItVouchesForNothingElse(String path) {
        RepositoryState state = founded();
        state = state.with(refresh(state, List.of(FILE), START));
        TargetFile manifest = TargetFile.of(FILE.path(), 666, Digest.of(new byte[666]));
        TargetFile delta = TargetFile.of("GW2/9.9.9/delta-x", 9, Digest.of(new byte[9]));
        TargetFile forged = TargetFile.of(path, 9, Digest.of(new byte[9]));
        state = state.with(
                refresh(state, Map.of("GW2", List.of(FILE), "GW2-delta", List.of(manifest, delta, forged)), START));
        Updater client = DryRun.client(state, START);
        assertThat(client.target(path)).isEmpty();
        assertThat(client.target(delta.path())).contains(delta);
        assertThat(client.target(FILE.path())).contains(FILE);
    }

    /** H4: a signature that does not verify never leaves the signer. */
    @Test
    void whenTheSignatureIsWrongThenNothingIsReturned() {
        Signer faulty = new Signer() {
            @Override
            public PublicKey publicKey() {
                return online.publicKey();
            }

            @Override
            public byte[] sign(byte[] message) {
                byte[] signature = online.sign(message);
                signature[3] ^= 1;
                return signature;
            }
        };
        assertThatThrownBy(() -> RoleSigner.sign(
                        "GW2", 1, START, Refresh.product(1, START, List.of(), Delegations.NONE), faulty))
                .isInstanceOf(TufException.ThresholdNotMet.class);
    }

    /** E7: with all online keys stolen, still no role that they sign can vouch for a policy. */
    @Test
    void whenAnOnlineKeySignsPolicyThenTheDryRunRefuses() {
        RepositoryState state = founded();
        Instant expires = START.plus(Duration.ofDays(10));
        byte[] forged = MetadataWriter.sign(MetadataWriter.targets(2, expires, List.of(), null), List.of(online));
        RepositoryState attacked = state.with(List.of(new Metadata("policy", 2, forged, expires, false)));
        RepositoryState signed = attacked.with(refresh(attacked, List.of(), START));
        assertThatThrownBy(() -> DryRun.verify(signed, List.of(), START))
                .isInstanceOf(TufException.ThresholdNotMet.class);
    }
}
