package io.suture.device.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.suture.device.state.Phase.Event;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PhaseTest {

    private static final Map<String, Phase> LEGAL = Map.ofEntries(
            Map.entry("IDLE RELEASE_VERIFIED", Phase.VERIFIED),
            Map.entry("IDLE RELEASE_REFUSED", Phase.REFUSED),
            Map.entry("VERIFIED PAYLOADS_COMPLETE", Phase.DOWNLOADED),
            Map.entry("VERIFIED RELEASE_REFUSED", Phase.REFUSED),
            Map.entry("VERIFIED REFUSED_AGAIN", Phase.IDLE),
            Map.entry("DOWNLOADED PAYLOADS_DAMAGED", Phase.VERIFIED),
            Map.entry("DOWNLOADED IMAGE_WRITTEN", Phase.INSTALLED),
            Map.entry("DOWNLOADED RELEASE_REFUSED", Phase.REFUSED),
            Map.entry("DOWNLOADED REFUSED_AGAIN", Phase.IDLE),
            Map.entry("INSTALLED IMAGE_DAMAGED", Phase.DOWNLOADED),
            Map.entry("INSTALLED RELEASE_REFUSED", Phase.REFUSED),
            Map.entry("INSTALLED REFUSED_AGAIN", Phase.IDLE),
            Map.entry("INSTALLED TRIAL_ARMED", Phase.TRIAL_BOOT),
            Map.entry("TRIAL_BOOT HEALTH_PASSED", Phase.CONFIRMED),
            Map.entry("TRIAL_BOOT TRIAL_FAILED", Phase.ROLLED_BACK),
            Map.entry("CONFIRMED RECEIPT_QUEUED", Phase.IDLE),
            Map.entry("ROLLED_BACK RECEIPT_QUEUED", Phase.IDLE),
            Map.entry("REFUSED RECEIPT_QUEUED", Phase.IDLE));

    static Stream<Arguments> everyPair() {
        return Stream.of(Phase.values())
                .flatMap(phase -> Stream.of(Event.values()).map(event -> Arguments.of(phase, event)));
    }

    @ParameterizedTest
    @MethodSource("everyPair")
    void whenAnEventHappensThenTheTableDecides(Phase phase, Event event) {
        Phase expected = LEGAL.get(phase + " " + event);
        if (expected == null) {
            assertThatThrownBy(() -> phase.after(event)).isInstanceOf(IllegalTransitionException.class);
        } else {
            assertThat(phase.after(event)).isEqualTo(expected);
        }
    }
}
