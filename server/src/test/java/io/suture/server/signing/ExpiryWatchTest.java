package io.suture.server.signing;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.suture.server.signing.ExpiryWatch.Stage;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class ExpiryWatchTest {

    private static final Instant START = Instant.parse("2026-11-22T00:00:00Z");
    private static final TufLifetimes LIFETIMES = new TufLifetimes(
            Duration.ofDays(1),
            Duration.ofDays(8),
            Duration.ofDays(180),
            Duration.ofDays(30),
            Duration.ofDays(90),
            Duration.ofDays(60));

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private Instant now = START;
    private final ExpiryWatch watch =
            new ExpiryWatch(meters, LIFETIMES, ((InstantSource) () -> now).withZone(ZoneOffset.UTC));

    private void look(String role, Duration left) {
        Metadata metadata = new Metadata(role, 7, new byte[0], START.plus(left), true);
        watch.look(
                "exm",
                role.equals("root")
                        ? new RepositoryState(List.of(metadata), Map.of())
                        : new RepositoryState(List.of(), Map.of(role, metadata)));
    }

    private double seconds(String role) {
        return meters.get(ExpiryWatch.GAUGE)
                .tag("manufacturer", "exm")
                .tag("role", role)
                .gauge()
                .value();
    }

    @Test
    void whenTimePassesThenTheGaugeFallsBelowZero() {
        look("timestamp", Duration.ofHours(24));
        assertThat(seconds("timestamp")).isEqualTo(86_400);
        now = START.plus(Duration.ofHours(25));
        assertThat(seconds("timestamp")).isEqualTo(-3_600);
    }

    @Test
    void whenMetadataAreRenewedThenTheGaugeRisesAgain() {
        look("timestamp", Duration.ofHours(1));
        look("timestamp", Duration.ofHours(24));
        assertThat(seconds("timestamp")).isEqualTo(86_400);
    }

    @Test
    void whenTheEndIsNearThenOneAlarmIsRaisedAndAnotherAtTheEnd(CapturedOutput output) {
        look("root", Duration.ofDays(61));
        assertThat(output.getOut()).doesNotContain("ALERT");
        now = START.plus(Duration.ofDays(2));
        look("root", Duration.ofDays(61));
        look("root", Duration.ofDays(61));
        assertThat(output.getOut()).containsOnlyOnce("ALERT: role root of exm, version 7, expires at");
        now = START.plus(Duration.ofDays(61));
        look("root", Duration.ofDays(61));
        assertThat(output.getOut()).containsOnlyOnce("ALERT: role root of exm, version 7, has expired at");
    }

    @Test
    void whenStagesMeetThenTheBoundaryBelongsToTheLaterOne() {
        Instant end = START.plus(Duration.ofDays(10));
        Duration near = Duration.ofDays(2);
        assertThat(Stage.of(end, near, end.minus(near).minusNanos(1))).isEqualTo(Stage.VALID);
        assertThat(Stage.of(end, near, end.minus(near))).isEqualTo(Stage.NEAR);
        assertThat(Stage.of(end, near, end.minusNanos(1))).isEqualTo(Stage.NEAR);
        assertThat(Stage.of(end, near, end)).isEqualTo(Stage.EXPIRED);
    }

    @Test
    void whenARoleIsOnlineThenTheAlarmComesWhenRenewalAtHalfItsLifeMustHaveFailed() {
        assertThat(LIFETIMES.alarmBefore("timestamp")).isEqualTo(Duration.ofHours(6));
        assertThat(LIFETIMES.alarmBefore("snapshot")).isEqualTo(Duration.ofDays(2));
        assertThat(LIFETIMES.alarmBefore("GW2")).isEqualTo(Duration.ofDays(45));
        assertThat(List.of("root", "targets", "policy"))
                .allSatisfy(role -> assertThat(LIFETIMES.alarmBefore(role)).isEqualTo(Duration.ofDays(60)));
    }
}
