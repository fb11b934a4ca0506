package io.suture.server.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ErasureLifeCycleTest {

    /** Every legal triple; what is not here must be refused. */
    private static final Map<String, String> LEGAL = Map.of(
            "OPEN CONFIRM ANOTHER", "CONFIRMED",
            "OPEN REFUSE ANOTHER", "REFUSED",
            "OPEN WITHDRAW REQUESTER", "WITHDRAWN",
            "OPEN EXPIRE CLOCK", "EXPIRED");

    @Test
    void whenEveryStateStepAndPartyIsTriedThenExactlyTheTableIsLegal() {
        Map<String, String> legal = new TreeMap<>();
        for (ErasureState state : ErasureState.values()) {
            for (ErasureStep step : ErasureStep.values()) {
                for (ErasureParty party : ErasureParty.values()) {
                    ErasureLifeCycle.next(state, step, party)
                            .ifPresent(to -> legal.put(state + " " + step + " " + party, to.name()));
                }
            }
        }
        assertThat(legal).containsExactlyInAnyOrderEntriesOf(LEGAL);
    }

    @Test
    void whenAStateIsWrittenThenItIsReadBack() {
        for (ErasureState state : ErasureState.values()) {
            assertThat(ErasureState.of(state.code())).isEqualTo(state);
        }
    }
}
