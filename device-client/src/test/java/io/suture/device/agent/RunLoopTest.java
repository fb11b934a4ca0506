package io.suture.device.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.suture.device.agent.UpdateAgent.Cycle;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RunLoopTest {

    private static List<Duration> pauses(Cycle... cycles) {
        Deque<Cycle> left = new ArrayDeque<>(List.of(cycles));
        List<Duration> pauses = new ArrayList<>();
        new RunLoop(left::remove, pauses::add, new Random(1)).run(() -> !left.isEmpty());
        return pauses;
    }

    @Test
    void whenTheServerSetsAnIntervalThenItIsKeptWithUpToAFifthMore() {
        List<Duration> pauses = pauses(new Cycle(true, Optional.of(Duration.ofMinutes(10))));

        assertThat(pauses.getFirst()).isBetween(Duration.ofMinutes(10), Duration.ofMinutes(12));
    }

    @Test
    void whenACycleFailsWithoutAnIntervalThenPausesGrow() {
        Cycle failed = new Cycle(false, Optional.empty());

        List<Duration> pauses = pauses(failed, failed, failed, failed);

        assertThat(pauses.get(0)).isLessThanOrEqualTo(Duration.ofMinutes(1));
        assertThat(pauses.get(3)).isBetween(Duration.ofMinutes(4), Duration.ofMinutes(8));
    }

    @Test
    void whenTheServerAsksForADelayThenItIsNeverCutShort() {
        List<Duration> pauses = pauses(new Cycle(false, Optional.of(Duration.ofHours(2))));

        assertThat(pauses.getFirst()).isGreaterThanOrEqualTo(Duration.ofHours(2));
    }
}
