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
import io.suture.trust.tuf.MetadataWriter;
import io.suture.trust.tuf.RoleKeys;
import io.suture.trust.tuf.TargetFile;
import io.suture.trust.tuf.TufException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RefreshTest {

    private static final Instant START = Instant.parse("2026-11-21T12:00:00Z");
    private static final TufLifetimes LIFETIMES =
            new TufLifetimes(Duration.ofDays(1), Duration.ofDays(7), Duration.ofDays(180), Duration.ofDays(60));
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

    private Refresh.Signed signed(
            RepositoryState visible, RepositoryState newest, Set<String> waiting, List<TargetFile> files, Instant now) {
        RoleVersions.Known known = new RoleVersions.Known(Map.of(), Map.of());
        Situation situation = new Situation(visible, newest, Map.of("GW2", files), known, now);
        return new Refresh(situation, waiting, LIFETIMES).sign((role, expires, signed) -> {
            long version = versions.merge(role, 1L, Long::sum);
            return RoleSigner.sign(role, version, expires, signed.apply(version), online);
        });
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
        assertThat(roles(signed)).containsExactly("GW2", "snapshot", "timestamp");
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
        assertThat(roles(refresh(state, List.of(), START.plus(Duration.ofDays(90)))))
                .containsExactly("GW2", "snapshot", "timestamp");
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
        Metadata prepared = RoleSigner.sign("GW2", 5, expires, Refresh.product(5, expires, List.of(FILE)), online);
        List<Metadata> signed = signed(state, state.with(List.of(prepared)), Set.of(), List.of(FILE), START)
                .visible();
        assertThat(signed).contains(prepared);
        assertThat(roles(signed)).containsExactly("GW2", "snapshot", "timestamp");
    }

    private RepositoryState demandingTwo() {
        return founded(RoleKeys.of(2, online.publicKey(), approver.publicKey()));
    }

    private Metadata approved(long version, List<TargetFile> files, Instant at) {
        Instant expires = at.plus(LIFETIMES.productLifetime());
        byte[] file = MetadataWriter.sign(Refresh.product(version, expires, files), List.of(online, approver));
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
        Metadata prepared = RoleSigner.sign("GW2", 5, expires, Refresh.product(5, expires, List.of(FILE)), online);
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
        assertThat(roles(due.visible())).containsExactly("snapshot", "timestamp");
    }

    @Test
    void whenWaitingMetadataExpiredThenSnapshotAndTimestampAreStillRenewed() {
        RepositoryState state = demandingTwo().with(List.of(approved(3, List.of(FILE), START)));
        state = state.with(refresh(state, List.of(FILE), START));
        Instant over = START.plus(Duration.ofDays(181));
        Refresh.Signed signed = signed(state, state, Set.of("GW2"), List.of(FILE), over);
        assertThat(roles(signed.visible())).containsExactly("snapshot", "timestamp");
        DryRun.verify(state.with(signed.visible()), List.of(), over);
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
        assertThatThrownBy(() -> RoleSigner.sign("GW2", 1, START, Refresh.product(1, START, List.of()), faulty))
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
