package io.suture.server.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** When the clock has stepped, at the limit and one past it. */
class ClockStepTest {

    private static final Instant START = Instant.parse("2026-11-22T12:00:00Z");
    private static final Duration LIMIT = Duration.ofSeconds(5);
    private static final ClockReading EARLIER = new ClockReading(START, 0, 0);

    /** The clock shows {@code shown} more while {@code counted} have gone by. */
    private static Optional<ClockStep> step(Duration shown, Duration counted) {
        return ClockStep.between(
                EARLIER, new ClockReading(START.plus(shown), counted.toNanos(), counted.toNanos()), LIMIT);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 3600, 40 * 86400})
    void whenTheClockGoesOnAsTimeDoesThenItIsNoStepHoweverLongItTook(long seconds) {
        assertThat(step(Duration.ofSeconds(seconds), Duration.ofSeconds(seconds)))
                .isEmpty();
    }

    @Test
    void whenItIsAheadByAsMuchAsAllowedThenANanosecondMoreIsAStep() {
        Duration hour = Duration.ofHours(1);

        assertThat(step(hour.plus(LIMIT), hour)).isEmpty();
        assertThat(step(hour.plus(LIMIT).plusNanos(1), hour))
                .contains(new ClockStep(
                        START.plus(hour), START.plus(hour).plus(LIMIT).plusNanos(1)));
    }

    @Test
    void whenItIsBehindByAsMuchAsAllowedThenANanosecondMoreIsAStep() {
        Duration hour = Duration.ofHours(1);

        assertThat(step(hour.minus(LIMIT), hour)).isEmpty();
        assertThat(step(hour.minus(LIMIT).minusNanos(1), hour)).hasValueSatisfying(step -> {
            assertThat(step.expected()).isEqualTo(START.plus(hour));
            assertThat(step.by()).isEqualTo(LIMIT.plusNanos(1).negated());
        });
    }

    @Test
    void whenTheProcessStoodStillWhileItReadTheClockThenWhatIsUncertainIsNoStep() {
        long minute = Duration.ofMinutes(1).toNanos();
        ClockReading slow = new ClockReading(START.plusSeconds(1), 0, minute);

        assertThat(ClockStep.between(EARLIER, slow, LIMIT)).isEmpty();
        assertThat(ClockStep.between(
                        new ClockReading(START, 0, minute),
                        new ClockReading(START.plusSeconds(1), minute, minute),
                        LIMIT))
                .isEmpty();
    }

    @Test
    void whenTheCounterWrapsThenItIsNoStep() {
        ClockReading last = new ClockReading(START, Long.MAX_VALUE, Long.MAX_VALUE);
        long wrapped = Long.MAX_VALUE + Duration.ofSeconds(1).toNanos();

        assertThat(ClockStep.between(last, new ClockReading(START.plusSeconds(1), wrapped, wrapped), LIMIT))
                .isEmpty();
    }

    @Test
    void whenTheClockIsBehindTheNewestEventByAsMuchAsAllowedThenANanosecondMoreIsAStep() {
        assertThat(ClockStep.behind(START.plus(LIMIT), START, LIMIT)).isEmpty();
        assertThat(ClockStep.behind(START.plus(LIMIT).plusNanos(1), START, LIMIT))
                .contains(new ClockStep(START.plus(LIMIT).plusNanos(1), START));
        assertThat(ClockStep.behind(START.minusSeconds(86400), START, LIMIT)).isEmpty();
    }
}
