package io.suture.device.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.suture.device.state.Phase;
import io.suture.trust.attest.InstallationReceipt;
import io.suture.trust.attest.InstallationReceipt.Result;
import io.suture.trust.breakglass.Authorisation;
import io.suture.trust.breakglass.BreakGlassLimits;
import io.suture.trust.breakglass.BreakGlassPolicy;
import io.suture.trust.breakglass.BreakGlassPolicy.Member;
import io.suture.trust.breakglass.LiftedCheck;
import io.suture.trust.digest.Digest;
import io.suture.trust.director.AssignedRelease;
import io.suture.trust.director.Nonce;
import io.suture.trust.dsse.Envelope;
import io.suture.trust.key.SoftwareSigner;
import io.suture.trust.log.LogPolicy;
import io.suture.trust.log.NoteSigner;
import io.suture.trust.log.TreeHash;
import io.suture.trust.log.WitnessPolicy;
import io.suture.trust.log.WitnessPolicy.Witness;
import io.suture.trust.pki.DeviceIdentity;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rule 13 of the device (docs/audit-log.md, ADR 0030): what two people may lift at one device, and all that they may not. */
class BreakGlassTest {

    private static final TestRelease FIRST = TestRelease.of("GW2/3.1.1", 17);
    private static final TestRelease SECOND = TestRelease.of("GW2/3.2.0", 18);
    private static final DeviceIdentity DEVICE = new DeviceIdentity("exm", "D-001");
    private static final NoteSigner WITNESS = NoteSigner.ofWitness("hospital.example/w", TestKeys.ed25519());
    private static final SoftwareSigner CHIEF = TestKeys.ed25519();
    private static final SoftwareSigner CHIEF_SPARE = TestKeys.ecdsa();
    private static final SoftwareSigner SAFETY = TestKeys.ed25519();
    private static final SoftwareSigner STRANGER = TestKeys.ed25519();
    private static final Instant NOW = Simulator.START;

    @TempDir
    private Path directory;

    private final Random nonces = new Random(7);
    private Simulator server;
    private TestDevice device;

    /** A log that demands a witness not older than 30 days, and a witness that was last there 31 days ago. */
    @BeforeEach
    void setUp() {
        server = new Simulator();
        server.demand(new LogPolicy(
                1,
                TestKeys.ORIGIN,
                List.of(TestKeys.LOG.key()),
                WitnessPolicy.of(1, List.of(new Witness("hospital.example/w", List.of(WITNESS.key())))),
                Optional.of(30)));
        server.signLogWith(NOW.minus(Duration.ofDays(31)), TestKeys.LOG, WITNESS);
        server.breakGlass(policy(EnumSet.complementOf(EnumSet.of(LiftedCheck.LOG_ENTRY))));
        server.publish(FIRST);
        device = new TestDevice(directory.resolve("device"), server);
    }

    private static BreakGlassPolicy policy(Set<LiftedCheck> mayLift) {
        return new BreakGlassPolicy(
                1,
                List.of(
                        new Member("chief.one", List.of(CHIEF.publicKey(), CHIEF_SPARE.publicKey())),
                        new Member("safety.one", List.of(SAFETY.publicKey()))),
                mayLift);
    }

    private Authorisation allowing(TestRelease release, LiftedCheck... lifts) {
        return new Authorisation(
                DEVICE,
                AssignedRelease.of(release.manifest()),
                Set.of(lifts),
                "ward 3 needs it tonight, the witness is down",
                NOW.minusSeconds(60),
                NOW.plus(Duration.ofDays(1)),
                Nonce.of(nonces));
    }

    @Test
    void whenTwoPeopleLiftTheAgeOfTheCheckpointThenItInstallsAndTheReceiptNamesTheAuthorisation() {
        assertThat(device.poll()).isFalse();
        assertThat(device.lines).contains("FAIL checkpoint-too-old");
        Envelope signed = allowing(FIRST, LiftedCheck.CHECKPOINT_AGE).sign(CHIEF, SAFETY);

        assertThat(device.breakGlass(signed)).as(device.lines.toString()).isTrue();

        assertThat(device.state().version()).isEqualTo("3.1.1");
        InstallationReceipt receipt = device.delivered().getLast();
        assertThat(receipt.result()).isEqualTo(Result.CONFIRMED);
        assertThat(receipt.breakGlass()).contains(signed.payloadDigest());
        assertThat(receipt.entryIndex()).as("the log entry is still needed").isEqualTo(1);
    }

    @Test
    void whenTheWitnessesCannotBeReachedThenTwoPeopleCanLiftTheirQuorum() {
        server.signLogWith(NOW, TestKeys.LOG);
        assertThat(device.poll()).isFalse();
        assertThat(device.lines).contains("FAIL witness-quorum-not-met");

        assertThat(device.breakGlass(allowing(FIRST, LiftedCheck.WITNESS_QUORUM, LiftedCheck.CHECKPOINT_AGE)
                        .sign(CHIEF_SPARE, SAFETY)))
                .as(device.lines.toString())
                .isTrue();
    }

    @Test
    void whenOnlyTheQuorumIsLiftedThenTheAgeIsStillAsked() {
        server.signLogWith(NOW, TestKeys.LOG);

        assertRefused(allowing(FIRST, LiftedCheck.WITNESS_QUORUM).sign(CHIEF, SAFETY), "checkpoint-too-old");
    }

    @Test
    void whenTheDirectorAssignedSomethingElseThenTwoPeopleCanLiftThatAlone() {
        server.assignNothing();
        assertRefused(allowing(FIRST, LiftedCheck.CHECKPOINT_AGE).sign(CHIEF, SAFETY), "break-glass-not-assigned");

        assertThat(device.breakGlass(allowing(FIRST, LiftedCheck.CHECKPOINT_AGE, LiftedCheck.ASSIGNMENT)
                        .sign(CHIEF, SAFETY)))
                .as(device.lines.toString())
                .isTrue();
    }

    @Test
    void whenTheRepositoryWasCarriedThenItWorksWithoutAServer() {
        Path stick = directory.resolve("stick");
        server.carry(stick);
        server.down(true);
        Envelope signed = allowing(FIRST, LiftedCheck.CHECKPOINT_AGE).sign(CHIEF, SAFETY);

        assertThat(device.carried(stick).breakGlass(signed).good())
                .as(device.lines.toString())
                .isTrue();

        assertThat(device.state().version()).isEqualTo("3.1.1");
    }

    @Test
    void whenOnePersonSignedThenItIsRefused() {
        assertRefused(allowing(FIRST, LiftedCheck.CHECKPOINT_AGE).sign(CHIEF), "break-glass-signers-missing");
    }

    @Test
    void whenOnePersonSignedTwiceThenItIsRefused() {
        assertRefused(
                allowing(FIRST, LiftedCheck.CHECKPOINT_AGE).sign(CHIEF, CHIEF_SPARE), "break-glass-signers-missing");
    }

    @Test
    void whenAKeyIsNotListedThenItIsRefused() {
        assertRefused(allowing(FIRST, LiftedCheck.CHECKPOINT_AGE).sign(CHIEF, STRANGER), "break-glass-signers-missing");
    }

    @Test
    void whenTheKeysOfAnotherRoleSignThenItIsRefused() {
        assertRefused(
                allowing(FIRST, LiftedCheck.CHECKPOINT_AGE).sign(TestKeys.POLICY, TestKeys.APPROVER),
                "break-glass-signers-missing");
    }

    @Test
    void whenItIsOutOfDateThenItIsRefused() {
        server.timestampValidFor(Duration.ofDays(9)).publish(FIRST);
        Authorisation allowed = allowing(FIRST, LiftedCheck.CHECKPOINT_AGE, LiftedCheck.ASSIGNMENT);
        device.at(allowed.until());

        assertRefused(allowed.sign(CHIEF, SAFETY), "break-glass-expired");

        device.at(allowed.until().minusMillis(1));
        assertThat(device.breakGlass(allowed.sign(CHIEF, SAFETY)))
                .as(device.lines.toString())
                .isTrue();
    }

    @Test
    void whenTheClockIsPutBackThenTheLogSaysThatItIsOutOfDate() {
        server.signLogWith(NOW.plus(Duration.ofDays(2)), TestKeys.LOG, WITNESS);
        assertThat(device.poll()).as(device.lines.toString()).isTrue();
        server.publish(SECOND);

        assertThat(device.breakGlass(
                        allowing(SECOND, LiftedCheck.CHECKPOINT_AGE).sign(CHIEF, SAFETY)))
                .isFalse();
        assertThat(device.lines).contains("FAIL break-glass-expired");
    }

    @Test
    void whenItIsForAnotherDeviceThenItIsRefused() {
        Authorisation allowed = allowing(FIRST, LiftedCheck.CHECKPOINT_AGE);
        Authorisation other = new Authorisation(
                new DeviceIdentity("exm", "D-002"),
                allowed.release(),
                allowed.lifts(),
                allowed.reason(),
                allowed.issuedAt(),
                allowed.until(),
                allowed.nonce());

        assertRefused(other.sign(CHIEF, SAFETY), "break-glass-for-other-device");
    }

    @Test
    void whenItIsForAnotherManifestThenItIsRefused() {
        Authorisation allowed = allowing(FIRST, LiftedCheck.CHECKPOINT_AGE);
        Authorisation other = new Authorisation(
                DEVICE,
                new AssignedRelease(FIRST.id(), Digest.of(new byte[] {1})),
                Set.of(LiftedCheck.CHECKPOINT_AGE, LiftedCheck.ASSIGNMENT),
                allowed.reason(),
                allowed.issuedAt(),
                allowed.until(),
                allowed.nonce());

        assertRefused(other.sign(CHIEF, SAFETY), "break-glass-for-other-manifest");
    }

    @Test
    void whenItIsUsedAgainThenItIsRefused() {
        Envelope signed = allowing(FIRST, LiftedCheck.CHECKPOINT_AGE).sign(CHIEF, SAFETY);
        device.healthy(false);
        assertThat(device.breakGlass(signed)).isFalse();
        assertThat(device.delivered().getLast().result()).isEqualTo(Result.ROLLED_BACK);
        device.healthy(true);
        device.agent().forget();

        assertRefused(signed, "break-glass-used");
        assertRefused(
                Envelope.sign(Authorisation.PAYLOAD_TYPE, signed.payload(), SAFETY, CHIEF_SPARE), "break-glass-used");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"payload-digest", "metadata-signatures", "compatibility", "rollback-index", "gate", "log-fork"})
    void whenACheckMayNeverBeLiftedThenItIsRefused(String check) {
        byte[] asked = new String(allowing(FIRST, LiftedCheck.CHECKPOINT_AGE).toJson(), StandardCharsets.UTF_8)
                .replace("\"checkpoint-age\"", "\"checkpoint-age\",\"" + check + "\"")
                .getBytes(StandardCharsets.UTF_8);

        assertRefused(Envelope.sign(Authorisation.PAYLOAD_TYPE, asked, CHIEF, SAFETY), "break-glass-not-liftable");
    }

    @Test
    void whenThePolicyDoesNotLetTheLogEntryBeLiftedThenItIsRefused() {
        assertRefused(allowing(FIRST, LiftedCheck.LOG_ENTRY).sign(CHIEF, SAFETY), "break-glass-not-liftable");
    }

    @Test
    void whenThePolicyLetsTheLogEntryBeLiftedThenWhatIsThereMustStillBeRight() {
        server.breakGlass(policy(Set.of(LiftedCheck.LOG_ENTRY)));
        assertRefused(allowing(FIRST, LiftedCheck.LOG_ENTRY).sign(CHIEF, SAFETY), "checkpoint-too-old");
        server.publish(SECOND.notLogged());

        assertThat(device.breakGlass(allowing(SECOND, LiftedCheck.LOG_ENTRY).sign(CHIEF, SAFETY)))
                .as(device.lines.toString())
                .isTrue();

        assertThat(device.delivered().getLast().entryIndex()).isEqualTo(-1);
        assertThat(device.read("log/checkpoint")).isEmpty();
    }

    @Test
    void whenEvidenceIsMissingThenTheGateRefusesWhateverIsLifted() {
        server.publish(FIRST.withoutScan());

        assertRefused(allLifted(FIRST), "gate-refused");
    }

    @Test
    void whenTheReleaseIsForOtherHardwareOrOlderThenItIsRefusedWhateverIsLifted() {
        TestRelease other = SECOND.fitting("09521234000099", "VM");
        server.publish(other);
        assertRefused(allLifted(other), "wrong-udi-di");
        TestRelease older = TestRelease.of("GW2/3.0.9", 15);
        server.publish(older);
        assertRefused(allLifted(older), "rollback-index-too-low");
    }

    @Test
    void whenThePayloadIsAnotherThenItIsRefusedWhateverIsLifted() {
        server.files.put(server.payloadPath(FIRST), new byte[FIRST.payload().length]);

        assertRefused(allLifted(FIRST), "target-hash-mismatch");
    }

    @Test
    void whenTheLogHasTwoHistoriesThenItIsRefusedWhateverIsLifted() {
        server.signLogWith(NOW, TestKeys.LOG, WITNESS);
        List<TreeHash> before = server.log();
        assertThat(device.poll()).as(device.lines.toString()).isTrue();
        server.showLog(before.subList(0, 1));
        server.publish(SECOND);

        assertThat(device.breakGlass(allLifted(SECOND))).isFalse();
        assertThat(device.lines).contains("FAIL log-fork");
    }

    @Test
    void whenThereIsNoPolicyForItThenNobodyMay() {
        Simulator without = new Simulator();
        without.publish(FIRST);
        TestDevice other = new TestDevice(directory.resolve("other"), without);

        assertThat(other.breakGlass(allLifted(FIRST))).isFalse();
        assertThat(other.lines).contains("FAIL break-glass-policy-missing");
    }

    @Test
    void whenItCountsForAsLongAsAllowedThenNotAMomentLonger() {
        Authorisation longest = new Authorisation(
                DEVICE,
                AssignedRelease.of(FIRST.manifest()),
                Set.of(LiftedCheck.CHECKPOINT_AGE),
                "r".repeat(BreakGlassLimits.REASON),
                NOW,
                NOW.plus(BreakGlassLimits.VALIDITY),
                Nonce.of(nonces));
        assertThat(Authorisation.claimedBy(longest.sign(CHIEF))).isEqualTo(longest);
        byte[] longer = new String(longest.toJson(), StandardCharsets.UTF_8)
                .replace("2026-11-28T12:00:00Z", "2026-11-28T12:00:01Z")
                .getBytes(StandardCharsets.UTF_8);

        assertThat(device.breakGlass(Envelope.sign(Authorisation.PAYLOAD_TYPE, longer, CHIEF, SAFETY)))
                .isFalse();
        assertThat(device.lines).contains("FAIL malformed-document");
    }

    private Envelope allLifted(TestRelease release) {
        return allowing(release, LiftedCheck.ASSIGNMENT, LiftedCheck.CHECKPOINT_AGE, LiftedCheck.WITNESS_QUORUM)
                .sign(CHIEF, SAFETY);
    }

    /** Refused, reported once with the authorisation's digest, and what ran runs. */
    private void assertRefused(Envelope authorisation, String code) {
        assertThat(device.breakGlass(authorisation)).isFalse();
        assertThat(device.lines).contains("FAIL " + code);
        assertThat(device.state().version()).isEqualTo("3.1.0");
        assertThat(device.state().phase()).isEqualTo(Phase.IDLE);
        InstallationReceipt receipt = device.delivered().getLast();
        assertThat(receipt.reason()).isEqualTo(code);
        assertThat(receipt.breakGlass()).isPresent();
    }
}
