package io.suture.trust.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import io.suture.trust.evidence.Check.Outcome;
import io.suture.trust.log.timestamp.TestAuthority;
import io.suture.trust.log.timestamp.TestAuthority.Conduct;
import io.suture.trust.log.timestamp.TimestampAuthority;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Time-stamped checkpoints find what the log's own keys could hide from somebody who has no earlier checkpoint. */
class TimestampChecksTest {

    private static final int SIZE = 300;
    private static final TimestampsGiven STAMPS = SampleStamps.over(77, 256, SIZE);

    private final SampleLog log = SampleLog.of(SIZE);

    @Test
    void whenEveryStampIsOverTheBeginningOfTheLogThenSizesAndDatesAreTold() {
        Check check = check(TimestampChecks.ID, STAMPS);
        assertThat(check.outcome()).as(check.detail()).isEqualTo(Outcome.PASS);
        assertThat(check.detail())
                .startsWith("3 time stamps, each over the beginning of this log: size 300 at 2026-11-21T12:05:00Z")
                .contains("size 77 at 2026-11-21T12:01:17Z")
                .endsWith("by CN=Test TSA");
        assertThat(check("times-stamped", STAMPS).detail())
                .isEqualTo("300 entries are not later than their time stamps");
    }

    @Test
    void whenTheLogIsForkedWithEveryKeyThenTheStampsFindIt() {
        log.entries.set(3, SampleLog.entry(5000, SampleLog.START));
        log.served();
        Check check = check(TimestampChecks.ID, STAMPS);
        assertThat(check.outcome()).isEqualTo(Outcome.FAIL);
        assertThat(check.detail()).startsWith("at size 77 the log was another one when it was stamped");
        assertThat(check.difference()).isPresent();
    }

    @Test
    void whenTheEndIsCutOffThenTheStampsFindIt() {
        log.entries.subList(299, SIZE).clear();
        log.served();
        Check check = check(TimestampChecks.ID, STAMPS);
        assertThat(check.outcome()).isEqualTo(Outcome.FAIL);
        assertThat(check.detail()).startsWith("the log was longer when it was stamped at");
    }

    @Test
    void whenAStampIsShownForAnotherSizeThenItIsFound() {
        TimestampsGiven swapped = SampleStamps.given(
                new TreeMap<>(Map.of(78L, SampleStamps.over(77).tokens().get(77L))));
        assertThat(check(TimestampChecks.ID, swapped).detail()).startsWith("at size 78 the log was another one");
    }

    @Test
    void whenAStampIsNotSignedByTheAuthorityThenItIsNamed() {
        TimestampsGiven bad =
                SampleStamps.given(new TreeMap<>(Map.of(77L, SampleStamps.of(SampleLog.of(77), Conduct.EXPIRED))));
        assertThat(check(TimestampChecks.ID, bad).detail())
                .startsWith("the time stamp of size 77: outside-validity: stamped at");
        TimestampsGiven stranger =
                new TimestampsGiven(TimestampAuthority.ofPem(new TestAuthority().rootPem()), STAMPS.tokens());
        assertThat(check(TimestampChecks.ID, stranger).detail()).contains("size 77: not-trusted");
    }

    @Test
    void whenAnEntryIsLaterThanItsStampThenItIsNamed() {
        log.entries.set(10, SampleLog.entry(10, SampleLog.START.plus(Duration.ofDays(2))));
        log.served();
        assertThat(check("times-stamped", STAMPS).detail()).startsWith("entry 10 is later than its time stamp");
    }

    @Test
    void whenThereIsNothingToCompareThenTheReportSaysSo() {
        Report report = LogAudit.verify(log, LogGiven.of(SampleLog.POLICY));
        assertThat(report.check(TimestampChecks.ID)).map(Check::outcome).contains(Outcome.NOT_CHECKED);
        assertThat(check(TimestampChecks.ID, SampleStamps.over()).outcome()).isEqualTo(Outcome.NOT_CHECKED);
    }

    private Check check(String id, TimestampsGiven stamps) {
        LogGiven given = new LogGiven(SampleLog.POLICY, Optional.empty(), Map.of(), Optional.of(stamps));
        return LogAudit.verify(log, given).check(id).orElseThrow();
    }
}
