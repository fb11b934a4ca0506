package io.suture.cli.demo.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;

class SummaryTest {

    @Test
    void whenStepsWereTimedThenEachHasALineAndTheSumIsLast() throws Exception {
        Iterator<Long> nanos =
                List.of(0L, 1_500_000_000L, 2_000_000_000L, 12_000_000_000L).iterator();
        var timer = new StepTimer(nanos::next);
        timer.time("set up", () -> {});
        timer.time("submit", () -> {});

        assertThat(new Summary(timer.finished(), timer.total()).lines())
                .containsExactly("set up       1.5 s", "submit      10.0 s", "-".repeat(18), "total       11.5 s");
    }

    @Test
    void whenAStepFailsThenItHasNoTime() {
        var timer = new StepTimer(() -> 0);
        assertThatThrownBy(() -> timer.time("set up", () -> {
                    throw new DemoException("no");
                }))
                .hasMessage("no");
        assertThat(timer.finished()).isEmpty();
    }

    @Test
    void whenDurationsAreWrittenThenTheyHaveOneDecimal() {
        assertThat(Summary.seconds(Duration.ofMillis(90_449))).isEqualTo("90.4 s");
    }
}
