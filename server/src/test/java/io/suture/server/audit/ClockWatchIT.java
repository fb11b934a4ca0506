package io.suture.server.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.suture.trust.json.JsonObject;
import io.suture.trust.log.AuditEntry;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Mono;

/** A clock that is put forward or back is in every log (reliability case F12). */
class ClockWatchIT {

    private static final Duration LIMIT = Duration.ofSeconds(5);

    @TempDir
    private Path directory;

    private LogFixture fixture;
    private Instant wall;
    private long nanos = 7;

    @BeforeEach
    void logSomething() {
        fixture = new LogFixture(directory);
        fixture.grow(0, 2);
        wall = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    private ClockWatch watch(AuditTrail audit) {
        Clock clock = new Clock() {
            @Override
            public ZoneOffset getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(java.time.ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                return wall;
            }
        };
        return new ClockWatch(
                clock, () -> nanos, LIMIT, fixture.database.client(), fixture.database.transaction(), audit);
    }

    private ClockWatch watch() {
        return watch(fixture.writer);
    }

    private void pass(Duration time) {
        wall = wall.plus(time);
        nanos += time.toNanos();
    }

    private List<AuditEntry> steps(String log) {
        return Objects.requireNonNull(fixture.database
                .client()
                .sql("select leaf from audit_event where kind = 'clock.step' and manufacturer = :log order by hint")
                .bind("log", log)
                .map(row -> AuditEntry.parse(Objects.requireNonNull(row.get("leaf", byte[].class))))
                .all()
                .collectList()
                .block());
    }

    private void assertSteps(int number) {
        assertThat(steps(LogFixture.LOG)).hasSize(number);
        assertThat(steps(AuditEvent.PLATFORM)).hasSize(number);
    }

    @Test
    void whenTheClockGoesOnThenNothingIsLogged() {
        ClockWatch watch = watch();
        for (int i = 0; i < 5; i++) {
            watch.round().block();
            pass(Duration.ofHours(1));
        }
        assertSteps(0);
    }

    @Test
    void whenTheClockGoesBackAnHourThenItIsInEveryLogOnce() {
        ClockWatch watch = watch();
        watch.round().block();
        pass(Duration.ofSeconds(10));
        Instant expected = wall;
        wall = wall.minus(Duration.ofHours(1));

        watch.round().block();
        pass(Duration.ofSeconds(1));
        watch.round().block();

        assertSteps(1);
        AuditEntry entry = steps(LogFixture.LOG).getFirst();
        assertThat(entry.pub().instant("expected")).isEqualTo(expected);
        assertThat(entry.pub().instant("found")).isEqualTo(expected.minus(Duration.ofHours(1)));
    }

    @Test
    void whenTheClockGoesForthAndBackThenBothAreLogged() {
        ClockWatch watch = watch();
        watch.round().block();
        wall = wall.plus(Duration.ofDays(1));
        watch.round().block();
        wall = wall.minus(Duration.ofDays(1));
        watch.round().block();

        assertSteps(2);
    }

    @Test
    void whenManySmallStepsAddUpThenTheyAreLogged() {
        ClockWatch watch = watch();
        watch.round().block();
        for (int i = 0; i < 5; i++) {
            pass(Duration.ofSeconds(1));
            wall = wall.plusSeconds(1);
            watch.round().block();
        }
        assertSteps(0);
        wall = wall.plusMillis(1);
        watch.round().block();

        assertSteps(1);
    }

    @Test
    void whenTheServerStartsBehindTheNewestEventThenItIsInThatLog() {
        wall = wall.minus(Duration.ofHours(1));

        ClockWatch watch = watch();
        watch.round().block();
        watch.round().block();

        assertThat(steps(LogFixture.LOG))
                .singleElement()
                .satisfies(entry -> assertThat(entry.pub().instant("found")).isEqualTo(wall));
        assertThat(steps(AuditEvent.PLATFORM)).isEmpty();
    }

    @Test
    void whenEventsWaitForTheSequencerThenTheirTimesCountToo() {
        AuditEvent waiting = new AuditEvent(
                "oth",
                AuditKind.EVIDENCE_ADDED,
                JsonObject.EMPTY,
                JsonObject.EMPTY,
                JsonObject.EMPTY,
                JsonObject.EMPTY);
        fixture.writer.refusal(waiting).block();
        wall = wall.minus(Duration.ofHours(1));

        watch().round().block();

        assertThat(steps("oth")).hasSize(1);
    }

    @Test
    void whenTheEventCannotBeWrittenThenALaterRoundWritesIt() {
        boolean[] broken = {true};
        ClockWatch watch = watch(new AuditTrail() {
            @Override
            public Mono<UUID> append(AuditEvent event) {
                return broken[0] ? Mono.error(new IllegalStateException("no")) : fixture.writer.append(event);
            }

            @Override
            public Mono<UUID> refusal(AuditEvent event) {
                return append(event);
            }
        });
        watch.round().block();
        wall = wall.minus(Duration.ofHours(1));
        assertThatThrownBy(() -> watch.round().block()).hasMessage("no");
        assertSteps(0);
        broken[0] = false;

        watch.round().block();

        assertSteps(1);
    }
}
