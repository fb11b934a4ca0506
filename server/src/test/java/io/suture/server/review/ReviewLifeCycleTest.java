package io.suture.server.review;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ReviewLifeCycleTest {

    /** Every legal pair; what is not here must be refused. */
    private static final Map<String, String> LEGAL = Map.of("OPEN COMMENT", "OPEN", "OPEN CLOSE", "CLOSED");

    @Test
    void whenEveryPairIsTriedThenExactlyTheTableIsLegal() {
        Map<String, String> legal = new TreeMap<>();
        for (ReviewState state : ReviewState.values()) {
            for (ReviewStep step : ReviewStep.values()) {
                ReviewLifeCycle.next(state, step).ifPresent(to -> legal.put(state + " " + step, to.name()));
            }
        }
        assertThat(legal).containsExactlyInAnyOrderEntriesOf(LEGAL);
    }

    @Test
    void whenAStateIsWrittenThenItIsReadBack() {
        for (ReviewState state : ReviewState.values()) {
            assertThat(ReviewState.of(state.code())).isEqualTo(state);
        }
    }
}
