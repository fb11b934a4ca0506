package io.suture.server.timestamp;

import static org.assertj.core.api.Assertions.assertThat;

import io.suture.server.timestamp.Standing.Stamped;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** When a log wants a time stamp, when it is asked for again, and when an operator is told. */
class StandingTest {

    private static final Instant NOW = Instant.parse("2026-11-22T08:00:00Z");
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final Attempts attempts = new Attempts(MINUTE);

    @Test
    void whenALogHasNoTimeStampThenOneIsWantedAtOnce() {
        Standing fresh = new Standing("exm", Optional.empty(), Optional.empty());
        assertThat(fresh.dueSince(NOW)).contains(NOW);
        assertThat(fresh.isMetBy(1)).isTrue();
    }

    @Test
    void whenADayIsOverThenOneIsWantedAndNotBefore() {
        Standing stamped = new Standing("exm", Optional.of(new Stamped(10, NOW)), Optional.empty());
        assertThat(stamped.dueSince(NOW.plus(Standing.EVERY).minusMillis(1))).isEmpty();
        assertThat(stamped.dueSince(NOW.plus(Standing.EVERY))).contains(NOW.plus(Standing.EVERY));
        assertThat(stamped.isMetBy(10)).isFalse();
        assertThat(stamped.isMetBy(11)).isTrue();
    }

    @Test
    void whenAReleaseWasPublishedThenACheckpointOverItIsStamped() {
        Standing published = new Standing("exm", Optional.of(new Stamped(10, NOW)), Optional.of(20L));
        assertThat(published.dueSince(NOW)).contains(NOW);
        assertThat(published.isMetBy(20)).isFalse();
        assertThat(published.isMetBy(21)).isTrue();
    }

    @Test
    void whenTheAuthorityFailsThenTheWaitDoublesUpToAnHour() {
        Instant at = NOW;
        assertThat(attempts.begin("exm", NOW, at)).isTrue();
        for (int minutes : new int[] {1, 2, 4, 8, 16, 32, 60, 60}) {
            attempts.failed("exm", "down", at);
            Duration wait = MINUTE.multipliedBy(minutes);
            assertThat(attempts.begin("exm", NOW, at.plus(wait).minusMillis(1))).isFalse();
            at = at.plus(wait);
            assertThat(attempts.begin("exm", NOW, at)).as("%d minutes", minutes).isTrue();
        }
        assertThat(attempts.begin("oth", NOW, NOW)).isTrue();
    }

    @Test
    void whenATimeStampIsMissingForMoreThanADayThenItIsAWarningUntilItIsThere() {
        attempts.begin("exm", NOW, NOW);
        attempts.failed("exm", "no answer", NOW);
        assertThat(attempts.late(NOW.plus(Attempts.PATIENCE))).isEmpty();
        Instant late = NOW.plus(Attempts.PATIENCE).plusMillis(1);
        attempts.begin("exm", late, late);
        assertThat(attempts.late(late)).containsEntry("exm", "since 2026-11-22T08:00:00Z: no answer");
        attempts.done("exm");
        assertThat(attempts.late(late)).isEmpty();
    }
}
