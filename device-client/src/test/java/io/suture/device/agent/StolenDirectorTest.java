package io.suture.device.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.suture.trust.attest.InstallationReceipt;
import io.suture.trust.director.AssignedRelease;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An attacker holds the keys of director, snapshot and timestamp, and the server (Uptane, "Description of threats"): he can
 * withhold, and choose among releases that are valid, compatible and not older. Nothing else.
 */
class StolenDirectorTest {

    private static final TestRelease NEWER = TestRelease.of("GW2/3.1.1", 17);
    private static final TestRelease NEWEST = TestRelease.of("GW2/3.2.0", 18);

    @TempDir
    private Path directory;

    private Simulator server;
    private TestDevice device;

    @BeforeEach
    void setUp() {
        server = new Simulator();
        device = new TestDevice(directory, server);
        server.publish(NEWER);
    }

    private void assign(TestRelease release) {
        server.director.assigned = Optional.of(AssignedRelease.of(release.manifest()));
    }

    @Test
    void whenHeAssignsAnOldReleaseThenItsRollbackIndexIsTooLow() {
        TestRelease old = TestRelease.of("GW2/3.0.9", 15);
        server.publish(old);
        assign(old);

        assertRefused("rollback-index-too-low");
    }

    @Test
    void whenHeAssignsAReleaseForOtherHardwareThenItDoesNotFit() {
        TestRelease other = TestRelease.of("GW2/3.1.2", 19).fitting(TestRelease.UDI_DI, "R9");
        server.publish(other);
        assign(other);

        assertRefused("wrong-hardware-revision");
    }

    @Test
    void whenHeAssignsAnotherProductsReleaseThenItDoesNotFit() {
        TestRelease pump = TestRelease.of("PUMP/9.0.0", 90);
        server.publish(pump);
        assign(pump);

        assertRefused("wrong-product");
    }

    @Test
    void whenHeAssignsAReleaseOfHisOwnThenTheProductRoleDoesNotVouchForIt() {
        assign(TestRelease.of("GW2/6.6.6", 666));
        server.showAgain("GW2", server.metadataVersion());

        assertRefused("target-not-found");
    }

    @Test
    void whenHeSignsTheProductRoleWithHisKeysThenTheyAreNotItsKeys() {
        server.signProductsWith(TestKeys.SNAPSHOT);
        server.publish(TestRelease.of("GW2/6.6.6", 666));

        assertRefused("signature-threshold-not-met");
    }

    @Test
    void whenHeNamesAnotherManifestThenDirectorAndProductRoleDisagree() {
        server.director.assigned = Optional.of(new AssignedRelease(
                NEWER.id(), TestRelease.of("GW2/6.6.6", 666).manifest().digest()));

        assertRefused("director-disagrees");
    }

    @Test
    void whenHeAssignsAWithdrawnReleaseThenItsTargetsAreGone() {
        server.withdraw(NEWER);

        assertRefused("target-not-found");
    }

    @Test
    void whenHeShowsTheProductRoleAsItWasBeforeAWithdrawalThenADeviceThatSawTheNewOneRefuses() {
        long before = server.metadataVersion();
        server.withdraw(NEWER);
        device.poll();
        server.receipts.clear();
        server.showAgain("GW2", before);

        assertThat(device.poll()).isFalse();

        assertThat(device.lines).contains("FAIL metadata-rollback");
        assertThat(device.state().version()).isEqualTo("3.1.0");
    }

    @Test
    void whenHeChoosesAmongValidNewerReleasesThenThatIsAllHeCanDo() {
        server.publish(NEWEST);
        assign(NEWER);

        assertThat(device.poll()).as(device.lines.toString()).isTrue();

        assertThat(device.state().version()).isEqualTo("3.1.1");
    }

    private void assertRefused(String code) {
        assertThat(device.poll()).isFalse();
        assertThat(device.lines)
                .filteredOn(line -> line.startsWith("FAIL"))
                .first()
                .isEqualTo("FAIL " + code);
        assertThat(device.state().version()).isEqualTo("3.1.0");
        assertThat(device.delivered()).extracting(InstallationReceipt::reason).containsExactly(code);
    }
}
