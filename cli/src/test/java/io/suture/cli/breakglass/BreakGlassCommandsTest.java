package io.suture.cli.breakglass;

import static org.assertj.core.api.Assertions.assertThat;

import io.suture.cli.session.TestRun;
import io.suture.cli.session.TestRun.Result;
import io.suture.trust.breakglass.Authorisation;
import io.suture.trust.breakglass.BreakGlassPolicy;
import io.suture.trust.breakglass.BreakGlassPolicy.Member;
import io.suture.trust.breakglass.LiftedCheck;
import io.suture.trust.digest.Digest;
import io.suture.trust.dsse.Envelope;
import io.suture.trust.key.KeyAlgorithm;
import io.suture.trust.key.SoftwareSigner;
import io.suture.trust.pki.DeviceIdentity;
import io.suture.trust.release.Artifact;
import io.suture.trust.release.Compatibility;
import io.suture.trust.release.InstallRules;
import io.suture.trust.release.Manifest;
import io.suture.trust.release.ReleaseId;
import io.suture.trust.release.ReleaseKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two people, two machines, one file. */
class BreakGlassCommandsTest {

    private static final DeviceIdentity DEVICE = new DeviceIdentity("exm", "D-001");

    @TempDir
    private Path folder;

    private final SoftwareSigner chief = SoftwareSigner.generate(KeyAlgorithm.ED25519, new SecureRandom());
    private final SoftwareSigner safety = SoftwareSigner.generate(KeyAlgorithm.ECDSA_P256, new SecureRandom());
    private Path out;

    @BeforeEach
    void write() throws IOException {
        Files.writeString(folder.resolve("chief.pem"), chief.toPem());
        Files.writeString(folder.resolve("safety.pem"), safety.toPem());
        Digest digest = Digest.of(new byte[] {1});
        Manifest manifest = new Manifest(
                new ReleaseId("GW2", "3.1.1"),
                17,
                ReleaseKind.OUT_OF_CYCLE,
                List.of(),
                new Compatibility(List.of("09521234000044"), List.of("VM"), List.of()),
                new InstallRules(InstallRules.TWO_SLOTS, true, 6),
                List.of(new Artifact("gw2.bin", 1, digest)),
                new Artifact("sbom.cdx.json", 1, digest));
        Files.write(folder.resolve("manifest.json"), manifest.toJson());
        out = folder.resolve("authorisation.json");
    }

    private Result first(String lift) {
        return new TestRun()
                .run(
                        "--manufacturer",
                        "exm",
                        "break-glass",
                        "write",
                        "--device",
                        "D-001",
                        "--manifest",
                        folder.resolve("manifest.json"),
                        "--lift",
                        lift,
                        "--reason",
                        "the witness is down",
                        "--signing-key",
                        folder.resolve("chief.pem"),
                        "--out",
                        out,
                        "--yes");
    }

    private Result second(TestRun person, String key) {
        return person.run("break-glass", "sign", out, "--signing-key", folder.resolve(key));
    }

    private Envelope envelope() throws IOException {
        return Envelope.parse(Files.readAllBytes(out));
    }

    @Test
    void whenTwoPeopleSignedThenTheDeviceWouldBelieveIt() throws IOException {
        Result written = first("checkpoint-age");
        assertThat(written.exitCode()).as(written.err()).isZero();
        String digest = envelope().payloadDigest().hex().substring(0, 8);

        Result signed = second(new TestRun().answering(digest), "safety.pem");

        assertThat(signed.exitCode()).as(signed.err()).isZero();
        assertThat(signed.out()).contains("exm/D-001", "GW2/3.1.1", "checkpoint-age", "the witness is down");
        BreakGlassPolicy policy = new BreakGlassPolicy(
                1,
                List.of(
                        new Member("chief.one", List.of(chief.publicKey())),
                        new Member("safety.one", List.of(safety.publicKey()))),
                Set.of(LiftedCheck.CHECKPOINT_AGE));
        Authorisation allowed = policy.open(envelope(), DEVICE, TestRun.NOW);
        assertThat(allowed.lifts()).containsExactly(LiftedCheck.CHECKPOINT_AGE);
        assertThat(BreakGlassPolicy.parse(policy.toJson())).isEqualTo(policy);
    }

    @Test
    void whenTheSecondPersonDidNotLookThenNothingIsSigned() throws IOException {
        first("checkpoint-age");

        assertThat(second(new TestRun().answering("yes"), "safety.pem").exitCode())
                .isEqualTo(1);
        assertThat(envelope().signatures()).hasSize(1);
    }

    @Test
    void whenThePersonWhoWroteItSignsAgainThenItIsRefused() throws IOException {
        first("checkpoint-age");
        String digest = envelope().payloadDigest().hex().substring(0, 8);

        Result again = second(new TestRun().answering(digest), "chief.pem");

        assertThat(again.exitCode()).isEqualTo(1);
        assertThat(again.err()).contains("signed it already");
    }

    @Test
    void whenACheckMayNeverBeLiftedThenNothingIsWritten() {
        Result refused = first("gate");

        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.err()).contains("'gate' may not be lifted");
        assertThat(out).doesNotExist();
    }
}
