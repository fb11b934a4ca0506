package io.suture.device.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.suture.device.state.Phase;
import io.suture.device.transport.Request;
import io.suture.device.transport.TransportException;
import io.suture.trust.attest.InstallationReceipt;
import io.suture.trust.director.AssignedRelease;
import io.suture.trust.director.AssignmentStatement;
import io.suture.trust.director.DirectorPolicy;
import io.suture.trust.dsse.Envelope;
import io.suture.trust.key.PublicKey;
import io.suture.trust.key.SoftwareSigner;
import io.suture.trust.pki.DeviceIdentity;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every reason not to believe an assignment, and what an assignment is needed for. */
class DirectorTest {

    private static final TestRelease RELEASE = TestRelease.of("GW2/3.1.1", 17);
    private static final String ASSIGNMENT = "/device/v1/assignment";

    @TempDir
    private Path directory;

    private Simulator server;
    private TestDevice device;

    @BeforeEach
    void setUp() {
        server = new Simulator();
        device = new TestDevice(directory, server);
        server.publish(RELEASE);
    }

    @Test
    void whenAStrangerSignedThenTheAssignmentIsRefusedAndReportedOnce() {
        server.director.signWith(TestKeys.ed25519());

        assertRefused("director-signature-missing");
        assertRefused("director-signature-missing");
    }

    @Test
    void whenTheAnswerIsForAnotherDeviceThenItIsRefused() {
        server.director.device = new DeviceIdentity("exm", "D-002");

        assertRefused("assignment-for-other-device");
    }

    @Test
    void whenTheAnswerIsForAnotherManufacturersDeviceThenItIsRefused() {
        server.director.device = new DeviceIdentity("other", "D-001");

        assertRefused("assignment-for-other-device");
    }

    @Test
    void whenAnEarlierAnswerIsGivenAgainThenItIsRefused() {
        device.poll();
        server.receipts.clear();
        server.publish(TestRelease.of("GW2/3.2.0", 18));
        server.director.replay(server.director.answers.getFirst());

        assertThat(device.poll()).isFalse();

        assertThat(device.lines).contains("FAIL assignment-replayed");
        assertThat(device.state().version()).isEqualTo("3.1.1");
        assertThat(device.delivered()).extracting(InstallationReceipt::reason).containsExactly("assignment-replayed");
    }

    @Test
    void whenTheAnswerIsTooOldThenItIsRefused() {
        server.director.issuedAt = Simulator.START.minus(TestDirector.LIFETIME);

        assertRefused("assignment-expired");
    }

    @Test
    void whenTheClockIsAheadOfTheAnswerThenItIsRefused() {
        device.at(Simulator.START.plus(TestDirector.LIFETIME));

        assertRefused("assignment-expired");
    }

    @Test
    void whenTheClockIsBehindTheAnswerThenTheNonceTellsThatItIsNew() {
        server.director.issuedAt = Simulator.START.plus(Duration.ofHours(2));

        assertThat(device.poll()).as(device.lines.toString()).isTrue();
    }

    @Test
    void whenThePolicyRoleNamesNoDirectorThenNothingIsInstalled() {
        server.director.policy = Optional.empty();
        server.publishMetadata();

        assertRefused("director-policy-missing");
    }

    @Test
    void whenTheDirectorNamesAnotherManifestThenTheProductRolesWins() {
        server.director.assigned = Optional.of(new AssignedRelease(
                RELEASE.id(), TestRelease.of("GW2/3.1.1", 18).manifest().digest()));

        assertRefused("director-disagrees");
        assertThat(server.requests).noneMatch(request -> request.path().endsWith(".bin"));
    }

    @Test
    void whenTheEnvelopeHoldsSomethingElseThenItIsRefusedWithoutReceipt() {
        server.director.replay(Envelope.sign("application/vnd.in-toto+json", new byte[] {'{', '}'}, TestKeys.DIRECTOR));

        assertThat(device.poll()).isFalse();

        assertThat(device.lines).last().isEqualTo("FAIL malformed-document");
        assertThat(server.receipts).isEmpty();
    }

    @Test
    void whenTwoOfThreeDirectorsMustSignThenOneCannotAssign() {
        List<SoftwareSigner> directors =
                Stream.generate(TestKeys::ed25519).limit(3).toList();
        server.director.policy = Optional.of(policy(2, directors));
        server.publishMetadata();
        server.director.signWith(directors.get(1));
        assertRefused("director-signature-missing");

        server.director.signWith(directors.get(0), directors.get(2));

        assertThat(device.poll()).as(device.lines.toString()).isTrue();
    }

    @Test
    void whenANewerPolicyRevokesTheKeyThenItsAssignmentsNoLongerCount() {
        device.poll();
        server.receipts.clear();
        SoftwareSigner successor = TestKeys.ed25519();
        server.director.policy = Optional.of(policy(1, List.of(successor)));
        server.publish(TestRelease.of("GW2/3.2.0", 18));

        assertThat(device.poll()).isFalse();
        assertThat(device.lines).contains("FAIL director-signature-missing");
        assertThat(device.state().version()).isEqualTo("3.1.1");

        server.director.signWith(successor);
        assertThat(device.poll()).as(device.lines.toString()).isTrue();
    }

    private static DirectorPolicy policy(int threshold, List<SoftwareSigner> directors) {
        List<PublicKey> keys = directors.stream().map(SoftwareSigner::publicKey).toList();
        return new DirectorPolicy(2, threshold, keys);
    }

    @Test
    void whenNothingIsAssignedByAStrangerThenThatIsNotBelievedEither() {
        server.assignNothing();
        server.director.signWith(TestKeys.ed25519());

        assertThat(device.poll()).isFalse();

        assertThat(device.lines).last().isEqualTo("FAIL director-signature-missing");
        assertThat(server.receipts).isEmpty();
    }

    @Test
    void whenTheDeviceAsksThenEachQuestionIsNewAndTellsTheTrustedRoot() {
        server.assignNothing();
        device.poll();
        device.poll();

        List<Request> questions = questions();
        assertThat(questions).extracting(Request::path).doesNotHaveDuplicates().hasSize(2);
        assertThat(questions)
                .allSatisfy(question -> assertThat(question.headers()).containsEntry("Suture-Trusted-Root", "1"));
    }

    private List<Request> questions() {
        return server.requests.stream()
                .filter(request -> request.path().startsWith(ASSIGNMENT))
                .toList();
    }

    @Test
    void whenThePolicyIsUnchangedThenItIsNotFetchedAgainAndWhenDamagedItIs() {
        server.assignNothing();
        device.poll();
        device.poll();
        assertThat(policyRequests()).isEqualTo(1);

        device.storage().write(DirectorPolicy.PATH, "{".getBytes(StandardCharsets.UTF_8));

        assertThat(device.poll()).isTrue();
        assertThat(policyRequests()).isEqualTo(2);
    }

    private long policyRequests() {
        return server.requests.stream()
                .filter(request -> request.path().endsWith(".director.json"))
                .count();
    }

    @Test
    void whenTheReleaseIsVerifiedThenItsAssignmentIsKeptAndNoFreshOneIsNeededToFinish() {
        device.safe(false).poll();
        assertThat(device.state().phase()).isEqualTo(Phase.DOWNLOADED);
        assertThat(kept()).isEqualTo(server.director.answers.getFirst());
        server.director.signWith(TestKeys.ed25519());

        assertThat(device.safe(true)
                        .at(Simulator.START.plus(Duration.ofDays(400)))
                        .poll())
                .as(device.lines.toString())
                .isTrue();

        assertThat(device.state().version()).isEqualTo("3.1.1");
    }

    private Envelope kept() {
        return Envelope.parse(device.state().current().assignment().getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void whenTheDownloadOutlivesTheAssignmentThenItIsFinished() {
        server.spoilt.put(server.payloadPath(RELEASE), answer -> {
            throw new TransportException.Cut("payload", "cut");
        });
        assertThat(device.poll()).isFalse();
        assertThat(device.state().phase()).isEqualTo(Phase.VERIFIED);
        server.spoilt.clear();

        assertThat(device.at(Simulator.START.plus(TestDirector.LIFETIME.multipliedBy(3)))
                        .poll())
                .as(device.lines.toString())
                .isTrue();

        assertThat(device.lines).doesNotContain("ok metadata", "ok director");
    }

    @Test
    void whenTheCycleEndsBeforeTheReleaseIsVerifiedThenAFreshAssignmentIsNeeded() {
        server.spoilt.put(Simulator.METADATA + "timestamp.json", answer -> {
            throw new TransportException.Cut("timestamp", "cut");
        });
        assertThat(device.poll()).isFalse();
        server.spoilt.clear();
        server.director.replay(server.director.answers.getFirst());

        assertRefused("assignment-replayed");
    }

    @Test
    void whenAnotherManifestIsAssignedWhileTheUpdateWaitsThenItIsGivenUp() {
        device.safe(false).poll();
        server.director.assigned = Optional.of(new AssignedRelease(
                RELEASE.id(), TestRelease.of("GW2/3.1.1", 18).manifest().digest()));

        assertThat(device.safe(true).poll()).isFalse();

        assertThat(device.lines).contains("FAIL superseded");
        assertThat(device.state().version()).isEqualTo("3.1.0");
    }

    @Test
    void whenTheAnswerSaysWhenToAskAgainThenTheCycleEndsWithThat() {
        server.assignNothing();

        assertThat(device.agent().poll().next()).contains(Duration.ofMinutes(5));
        assertThat(AssignmentStatement.claimedBy(server.director.answers.getLast())
                        .reason())
                .isPresent();
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
