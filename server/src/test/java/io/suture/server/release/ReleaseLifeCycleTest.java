package io.suture.server.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ReleaseLifeCycleTest {

    /** Every legal pair; what is not here must be refused. */
    private static final Map<String, String> LEGAL = Map.ofEntries(
            Map.entry("DRAFT SUBMIT", "SUBMITTED"),
            Map.entry("DRAFT REJECT", "REJECTED"),
            Map.entry("SUBMITTED VALIDATE", "VALIDATED"),
            Map.entry("SUBMITTED APPROVE", "APPROVED"),
            Map.entry("SUBMITTED REJECT", "REJECTED"),
            Map.entry("VALIDATED FALL_BACK", "SUBMITTED"),
            Map.entry("VALIDATED APPROVE", "APPROVED"),
            Map.entry("VALIDATED REJECT", "REJECTED"),
            Map.entry("APPROVED FALL_BACK", "SUBMITTED"),
            Map.entry("APPROVED VALIDATE", "VALIDATED"),
            Map.entry("APPROVED SIGN", "SIGNED"),
            Map.entry("APPROVED REJECT", "REJECTED"),
            Map.entry("SIGNED PUBLISH", "PUBLISHED"),
            Map.entry("SIGNED WITHDRAW", "WITHDRAWN"),
            Map.entry("PUBLISHED SUSPEND", "SUSPENDED"),
            Map.entry("PUBLISHED WITHDRAW", "WITHDRAWN"),
            Map.entry("SUSPENDED RESUME", "PUBLISHED"),
            Map.entry("SUSPENDED WITHDRAW", "WITHDRAWN"));

    @Test
    void whenEveryPairIsTriedThenExactlyTheTableIsLegal() {
        Map<String, String> legal = new TreeMap<>();
        for (ReleaseState state : ReleaseState.values()) {
            for (ReleaseEvent event : ReleaseEvent.values()) {
                ReleaseLifeCycle.next(state, event).ifPresent(to -> legal.put(state + " " + event, to.name()));
            }
        }
        assertThat(legal).containsExactlyInAnyOrderEntriesOf(LEGAL);
    }

    @Test
    void whenReleaseIsWithdrawnOrRejectedThenNothingMovesIt() {
        assertThat(ReleaseLifeCycle.legalEvents(ReleaseState.WITHDRAWN)).isEmpty();
        assertThat(ReleaseLifeCycle.legalEvents(ReleaseState.REJECTED)).isEmpty();
    }

    @Test
    void whenNothingWasApprovedThenNothingIsSigned() {
        assertThat(Arrays.stream(ReleaseState.values())
                        .filter(state ->
                                !ReleaseLifeCycle.next(state, ReleaseEvent.SIGN).equals(Optional.empty())))
                .containsExactly(ReleaseState.APPROVED);
    }

    @Test
    void whenStateIsWrittenThenItIsReadBack() {
        for (ReleaseState state : ReleaseState.values()) {
            assertThat(ReleaseState.of(state.code())).isEqualTo(state);
        }
    }
}
