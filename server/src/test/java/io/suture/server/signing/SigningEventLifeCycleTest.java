package io.suture.server.signing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class SigningEventLifeCycleTest {

    /** Every legal pair; what is not here must be refused. */
    private static final Map<String, String> LEGAL = Map.of(
            "OPEN SIGN", "OPEN",
            "OPEN COMPLETE", "COMPLETED",
            "OPEN REFUSE", "REFUSED",
            "OPEN EXPIRE", "EXPIRED",
            "OPEN SUPERSEDE", "SUPERSEDED");

    @Test
    void whenEveryPairIsTriedThenExactlyTheTableIsLegal() {
        Map<String, String> legal = new TreeMap<>();
        for (SigningEventState state : SigningEventState.values()) {
            for (SigningEventStep step : SigningEventStep.values()) {
                SigningEventLifeCycle.next(state, step).ifPresent(to -> legal.put(state + " " + step, to.name()));
            }
        }
        assertThat(legal).containsExactlyInAnyOrderEntriesOf(LEGAL);
    }

    @Test
    void whenStateIsWrittenThenItIsReadBack() {
        for (SigningEventState state : SigningEventState.values()) {
            assertThat(SigningEventState.of(state.code())).isEqualTo(state);
        }
    }

    @Test
    void whenAStepIsTakenThenItHasAnAuditKindOfItsOwn() {
        assertThat(SigningEventStep.values()).extracting(SigningEventStep::kind).doesNotHaveDuplicates();
    }
}
