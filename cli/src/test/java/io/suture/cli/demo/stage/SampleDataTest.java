package io.suture.cli.demo.stage;

import static org.assertj.core.api.Assertions.assertThat;

import io.suture.trust.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class SampleDataTest {

    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00.5Z");

    private final SampleData sample = SampleData.load(NOW);

    @Test
    void whenMovedThenTheOrderOfEventsStaysAndAllLieInThePast() {
        assertThat(new Instant[] {
                    sample.epoch(),
                    sample.moved(sample.protocol().instant("approvedAt")),
                    run("VR-1", "from"),
                    run("VR-1", "to"),
                    run("VR-2", "from"),
                    run("VR-2", "to"),
                    NOW
                })
                .isSorted()
                .doesNotHaveDuplicates();
    }

    @Test
    void whenMovedThenDistancesStay() {
        assertThat(Duration.between(run("VR-2", "from"), run("VR-2", "to"))).isEqualTo(Duration.ofHours(33));
    }

    @Test
    void whenTheAcceptedRunEndsThenItIsOneDayBeforeTheStart() {
        assertThat(run("VR-2", "to")).isEqualTo(Instant.parse("2026-11-20T12:00:00Z"));
    }

    private Instant run(String id, String field) {
        JsonObject run = sample.entry("validationRuns", id);
        return sample.moved(run.instant(field));
    }
}
