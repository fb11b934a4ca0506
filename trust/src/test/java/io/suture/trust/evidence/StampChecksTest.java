package io.suture.trust.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import io.suture.trust.evidence.Check.Outcome;
import io.suture.trust.log.LogLimits;
import io.suture.trust.log.timestamp.TestAuthority;
import io.suture.trust.log.timestamp.TestAuthority.Conduct;
import io.suture.trust.log.timestamp.TimestampAuthority;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The time stamp in a dossier, changed by somebody who lists and logs the dossier anew: only the reader's own root finds it. */
class StampChecksTest {

    private static final String TOKEN = "log/timestamp/7.tsr";
    private static final Instant STAMPED = SamplePackage.NOW.plusSeconds(7);

    private final Map<String, byte[]> files = SamplePackage.complete();

    @Test
    void whenTheAuthorityIsKnownThenThePublicationIsDated() {
        Check check = check(SampleStamps.AUTHORITY);
        assertThat(check.outcome()).as(check.detail()).isEqualTo(Outcome.PASS);
        assertThat(check.detail())
                .contains("size 7 at " + STAMPED, "CN=Test TSA")
                .endsWith("the publication, entry 6, was logged by " + STAMPED);
        assertThat(report(Optional.of(SampleStamps.AUTHORITY)).notProven()).contains(Report.STAMPS);
    }

    @Test
    void whenNoRootIsBroughtThenItIsNotChecked() {
        assertThat(report(Optional.empty()).check(StampChecks.ID))
                .map(Check::outcome)
                .contains(Outcome.NOT_CHECKED);
    }

    @Test
    void whenAnotherAuthorityStampedThenItFails() {
        assertFails(check(new TestAuthority()), "not-trusted");
    }

    @ParameterizedTest
    @EnumSource(
            value = Conduct.class,
            names = {"GOOD", "WRONG_NONCE", "NO_NONCE"},
            mode = EnumSource.Mode.EXCLUDE)
    void whenTheTokenIsNotGoodThenItFails(Conduct conduct) {
        stamp("log/checkpoints/7", STAMPED, conduct);
        assertThat(check(SampleStamps.AUTHORITY).outcome()).isEqualTo(Outcome.FAIL);
    }

    @Test
    void whenTheTokenIsOfAnotherCheckpointThenItFails() {
        stamp("log/checkpoints/3", STAMPED, Conduct.GOOD);
        assertFails(check(SampleStamps.AUTHORITY), "at size 7 the log was another one");
    }

    @Test
    void whenTheTokenIsChangedOrMissingThenItFails() {
        byte[] changed = Objects.requireNonNull(files.get(TOKEN)).clone();
        changed[changed.length / 2] ^= 1;
        files.put(TOKEN, changed);
        assertThat(check(SampleStamps.AUTHORITY).outcome()).isEqualTo(Outcome.FAIL);
        files.remove(TOKEN);
        assertFails(check(SampleStamps.AUTHORITY), "size 7: malformed");
    }

    @Test
    void whenTheTokenIsTooLargeThenThatIsOneChecksFailure() {
        files.put(TOKEN, new byte[LogLimits.TIMESTAMP_BYTES + 1]);
        Report report = report(Optional.of(SampleStamps.AUTHORITY));
        assertThat(report.firstFailure()).map(Check::id).contains("timestamps-readable");
        assertThat(report.check(StampChecks.ID)).map(Check::outcome).contains(Outcome.NOT_CHECKED);
    }

    @Test
    void whenTheTokenIsOfALogThatWasLongerThenItFails() {
        files.put("log/timestamps", SamplePackage.bytes("7000\n"));
        files.put("log/timestamp/7000.tsr", Objects.requireNonNull(files.get(TOKEN)));
        assertFails(check(SampleStamps.AUTHORITY), "the log was longer when it was stamped");
    }

    /** A true time stamp of an earlier size says nothing about the publication. */
    @Test
    void whenTheTokenIsOlderThanThePublicationThenItIsNotChecked() {
        files.put("log/timestamps", SamplePackage.bytes("3\n"));
        files.put(
                "log/timestamp/3.tsr",
                SamplePackage.stamp(Objects.requireNonNull(files.get("log/checkpoints/3")), STAMPED, Conduct.GOOD));
        Check check = check(SampleStamps.AUTHORITY);
        assertThat(check.outcome()).as(check.detail()).isEqualTo(Outcome.NOT_CHECKED);
        assertThat(check.detail()).contains("no time stamp is over the publication, entry 6");
    }

    /** The server's clock said later than the authority's: one of them is wrong by more than anybody should accept. */
    @Test
    void whenAnEntryIsLaterThanItsStampThenItIsNamed() {
        stamp("log/checkpoints/7", SamplePackage.NOW.minus(Duration.ofHours(1)), Conduct.GOOD);
        Check times = report(Optional.of(SampleStamps.AUTHORITY))
                .check("times-stamped")
                .orElseThrow();
        assertFails(times, "entry 1 is later than its time stamp");
    }

    private void stamp(String checkpoint, Instant time, Conduct conduct) {
        files.put(TOKEN, SamplePackage.stamp(Objects.requireNonNull(files.get(checkpoint)), time, conduct));
    }

    private static void assertFails(Check check, String detail) {
        assertThat(check.outcome()).as(check.detail()).isEqualTo(Outcome.FAIL);
        assertThat(check.detail()).contains(detail);
    }

    private Check check(TestAuthority authority) {
        return report(Optional.of(authority)).check(StampChecks.ID).orElseThrow();
    }

    private Report report(Optional<TestAuthority> authority) {
        return EvidencePackage.verify(
                SamplePackage.sealed(new HashMap<>(files)),
                new Given(
                        Optional.ofNullable(files.get("metadata/1.root.json")),
                        Optional.ofNullable(files.get("log/checkpoints/3")),
                        SamplePackage.NOW,
                        authority.map(known -> TimestampAuthority.ofPem(known.rootPem()))));
    }
}
