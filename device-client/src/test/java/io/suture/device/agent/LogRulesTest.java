package io.suture.device.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.suture.device.state.Slot;
import io.suture.trust.key.KeyAlgorithm;
import io.suture.trust.key.SoftwareSigner;
import io.suture.trust.log.LogPolicy;
import io.suture.trust.log.NoteSigner;
import io.suture.trust.log.TreeHash;
import io.suture.trust.log.WitnessPolicy;
import io.suture.trust.log.WitnessPolicy.Witness;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The device's rules for the log (docs/audit-log.md, "What a device checks") that need a whole device: 2, 6, 7 and 8; 6 from carried files
 * in {@link CarriedTest}.
 *
 * <p>The others are tested where they live: 1 by {@code DirectorTest} and the TUF client's tests (the policy comes from the
 * {@code policy} role alone); 3, 4 and 6 in all their cases by {@code LogVerifierTest} in trust; 5 by {@code
 * UpdateAgentTest} and {@code GateVectorsTest}; 9 by {@code PowerLossTest}; 11 by {@code UpdateAgentTest}; 12 by {@code
 * StolenDirectorTest} (a withdrawn release's targets are gone, and the metadata expires). 10 by {@link
 * BootCheckTest}; 13 by {@link BreakGlassTest}.
 */
class LogRulesTest {

    private static final TestRelease FIRST = TestRelease.of("GW2/3.1.1", 17);
    private static final TestRelease SECOND = TestRelease.of("GW2/3.2.0", 18);
    private static final NoteSigner LOG_PQ = new NoteSigner(TestKeys.ORIGIN, key(KeyAlgorithm.ML_DSA_44));
    private static final NoteSigner HOSPITAL = NoteSigner.ofWitness("hospital.example/w", key(KeyAlgorithm.ED25519));
    private static final NoteSigner HOSPITAL_PQ =
            NoteSigner.ofWitness("hospital.example/w", key(KeyAlgorithm.ML_DSA_44));
    private static final NoteSigner BODY = NoteSigner.ofWitness("body.example/w", key(KeyAlgorithm.ED25519));
    private static final Instant AT = Simulator.START;

    @TempDir
    private Path directory;

    private Simulator server;
    private TestDevice device;

    @BeforeEach
    void setUp() {
        server = new Simulator();
        server.demand(policy(Optional.of(30)));
        device = new TestDevice(directory, server);
        signedBy(AT, TestKeys.LOG, LOG_PQ, HOSPITAL, BODY);
    }

    @Test
    void rule2WhenBothLogKeysAndTheQuorumSignedThenItInstalls() {
        server.publish(FIRST);

        assertThat(device.poll()).as(device.lines.toString()).isTrue();

        assertThat(device.read("log/checkpoint")).contains("\u2014 hospital.example/w ", "\u2014 body.example/w ");
    }

    @Test
    void rule2WhenOneLogKeyDidNotSignThenItIsRefused() {
        signedBy(AT, TestKeys.LOG, HOSPITAL, BODY);
        server.publish(FIRST);

        assertRefused("checkpoint-not-signed");
    }

    @Test
    void rule2WhenTwoKeysOfOneWitnessSignedThenItCountsOnceAndIsRefused() {
        signedBy(AT, TestKeys.LOG, LOG_PQ, HOSPITAL, HOSPITAL_PQ);
        server.publish(FIRST);

        assertRefused("witness-quorum-not-met");
    }

    @Test
    void rule6WhenTheLogOnlyGrewThenTheNextReleaseInstalls() {
        server.publish(FIRST);
        device.poll();
        server.growLog();
        signedBy(AT.plusSeconds(1), TestKeys.LOG, LOG_PQ, HOSPITAL, BODY);
        server.publish(SECOND);

        assertThat(device.poll()).as(device.lines.toString()).isTrue();
    }

    @Test
    void rule7WhenALargerTreeWasCosignedEarlierThenItIsRefused() {
        server.publish(FIRST);
        device.poll();
        signedBy(AT.minusSeconds(1), TestKeys.LOG, LOG_PQ, HOSPITAL, BODY);
        server.publish(SECOND);

        assertThat(device.poll()).isFalse();

        assertThat(device.lines).contains("FAIL cosignature-older");
        assertThat(device.delivered().getLast().reason()).isEqualTo("cosignature-older");
        assertThat(device.state().version()).isEqualTo("3.1.1");
    }

    @Test
    void rule7WhenTheCheckpointIsAsOldAsAllowedThenItInstallsAndASecondMoreIsRefused() {
        signedBy(AT.minus(Duration.ofDays(30)), TestKeys.LOG, LOG_PQ, HOSPITAL, BODY);
        server.publish(FIRST);
        assertThat(device.poll()).as(device.lines.toString()).isTrue();

        signedBy(AT.minus(Duration.ofDays(30)).minusSeconds(1), TestKeys.LOG, LOG_PQ, HOSPITAL, BODY);
        device = new TestDevice(directory.resolve("other"), server);
        assertRefused("checkpoint-too-old");
    }

    @Test
    void rule8WhenTheLogShowsTwoRootsOfOneSizeThenBothAreKeptAndNothingOfItIsInstalledAnyMore() {
        List<TreeHash> before = server.log();
        server.publish(FIRST);
        device.poll();
        List<TreeHash> honest = server.log();
        server.showLog(before);
        server.publish(SECOND);

        assertThat(device.poll()).isFalse();

        assertThat(device.lines).contains("FAIL log-fork");
        assertThat(device.read("log/fork").split(TestKeys.ORIGIN + "\n2\n", -1)).hasSize(3);
        assertThat(device.delivered().getLast().reason()).isEqualTo("log-fork");
        assertThat(device.state().version()).isEqualTo("3.1.1");
        assertThat(device.state().slot()).isEqualTo(Slot.B);

        server.showLog(honest);
        server.publish(TestRelease.of("GW2/3.3.0", 19));
        assertThat(device.poll()).isFalse();
        assertThat(device.lines).contains("FAIL log-fork");

        device.agent().forget();
        assertThat(device.poll()).as(device.lines.toString()).isTrue();
        assertThat(device.read("log/fork.set-aside")).isNotEmpty();
    }

    @Test
    void rule8WhenTheProofIsWrongButNothingIsProvenThenALaterRightOneIsBelieved() {
        server.publish(FIRST);
        device.poll();
        List<TreeHash> honest = server.log();
        server.publish(SECOND);
        server.forkLog();
        assertThat(device.poll()).isFalse();
        assertThat(device.lines).contains("FAIL log-fork");

        server.showLog(honest);
        server.publish(SECOND);
        assertThat(device.poll()).as(device.lines.toString()).isTrue();
    }

    private void signedBy(Instant at, NoteSigner... signers) {
        server.signLogWith(at, signers);
    }

    private void assertRefused(String code) {
        assertThat(device.poll()).isFalse();
        assertThat(device.lines).contains("FAIL " + code);
        assertThat(device.delivered().getLast().reason()).isEqualTo(code);
        assertThat(device.state().version()).isEqualTo("3.1.0");
    }

    private static LogPolicy policy(Optional<Integer> maxAge) {
        List<Witness> witnesses = List.of(
                new Witness("hospital.example/w", List.of(HOSPITAL.key(), HOSPITAL_PQ.key())),
                new Witness("body.example/w", List.of(BODY.key())));
        return new LogPolicy(
                1, TestKeys.ORIGIN, List.of(TestKeys.LOG.key(), LOG_PQ.key()), WitnessPolicy.of(2, witnesses), maxAge);
    }

    private static SoftwareSigner key(KeyAlgorithm algorithm) {
        return SoftwareSigner.generate(algorithm, new SecureRandom());
    }
}
