package io.suture.server.syslog;

import static org.assertj.core.api.Assertions.assertThat;

import io.suture.server.audit.LogFixture;
import io.suture.server.audit.LoggedEntry;
import io.suture.server.testing.TestPki;
import io.suture.server.testing.TestSyslogReceiver;
import io.suture.trust.json.Json;
import io.suture.trust.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.LongStream;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.health.contributor.Status;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** A log and a receiver over TLS: every entry at least once, in order, whatever is cut off. */
class SyslogIT {

    private static final int SIZE = 1100;

    private final TestPki pki = new TestPki();
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-22T08:00:00Z"));
    private LogFixture fixture;
    private TestSyslogReceiver receiver;

    @BeforeEach
    void start(@TempDir Path directory) {
        fixture = new LogFixture(directory);
        receiver = new TestSyslogReceiver(pki, 0);
    }

    @AfterEach
    void stop() {
        receiver.close();
        fixture.close();
    }

    private SyslogOutbox outbox() {
        return outbox(pki.client());
    }

    private SyslogOutbox outbox(SSLContext tls) {
        Clock clock = new Clock() {
            @Override
            public Instant instant() {
                return now.get();
            }

            @Override
            public ZoneOffset getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(java.time.ZoneId zone) {
                return this;
            }
        };
        return new SyslogOutbox(
                new SyslogCursors(fixture.database.client(), "siem"),
                fixture.log,
                new SyslogFormat("fw.example.org", "suture", 32473),
                new SyslogSession(tls, "localhost", receiver.port(), Duration.ofSeconds(20)),
                fixture.database.transaction(),
                Duration.ofSeconds(1),
                clock,
                Schedulers.boundedElastic());
    }

    @Test
    void whenTheLogGrowsThenEveryEntryIsToldOnceInOrder() {
        fixture.growSigned(0, SIZE);
        SyslogOutbox outbox = outbox();
        outbox.round().block();
        assertThat(indexes()).containsExactlyElementsOf(upTo(SIZE));
        fixture.growSigned(SIZE, SIZE + 3);
        outbox().round().block();
        outbox().round().block();
        assertThat(indexes())
                .as("another replica goes on where the first was")
                .containsExactlyElementsOf(upTo(SIZE + 3));
        assertThat(bodies().stream().map(body -> body.string("id")).toList())
                .isEqualTo(fixture.log
                        .entries(LogFixture.LOG, 0, 5000)
                        .map(LoggedEntry::event)
                        .map(Object::toString)
                        .collectList()
                        .block());
        assertThat(bodies().getLast().integer("checkpoint")).isEqualTo(SIZE + 3);
        assertThat(outbox.health().block().getStatus()).isEqualTo(Status.UP);
    }

    @Test
    void whenNoCheckpointCoversAnEntryThenItIsNotTold() {
        fixture.growSigned(0, 3);
        fixture.grow(3, 5);
        outbox().round().block();
        assertThat(indexes()).containsExactly(0L, 1L, 2L);
    }

    @Test
    void whenTheConnectionIsResetInTheMiddleThenEveryEntryIsStillToldInOrderWithTheSameId() {
        fixture.growSigned(0, SIZE);
        SyslogOutbox outbox = outbox();
        for (int cut : new int[] {1, 37, 499, 500, 700}) {
            receiver.cutAfter(cut);
            outbox.round().block();
            assertThat(outbox.health().block().getStatus()).isEqualTo(SyslogOutbox.WARNING);
            now.updateAndGet(before -> before.plus(Duration.ofHours(1)));
        }
        outbox.round().block();
        assertThat(outbox.health().block().getStatus()).isEqualTo(Status.UP);
        List<Long> told = indexes();
        assertThat(told).hasSizeGreaterThan(SIZE);
        assertThat(told.stream().distinct().toList()).as("first time").isEqualTo(upTo(SIZE));
        assertThat(bodies().stream()
                        .map(body -> body.integer("index") + body.string("id"))
                        .distinct())
                .hasSize(SIZE);
    }

    @Test
    void whenTheReceiverIsDownAtFirstThenEverythingIsToldLaterAndNotTooOftenTried() {
        int port = receiver.port();
        receiver.close();
        fixture.growSigned(0, 5);
        SyslogOutbox outbox = outbox();
        outbox.round().block();
        assertThat(outbox.health().block().getStatus()).isEqualTo(SyslogOutbox.WARNING);
        receiver = new TestSyslogReceiver(pki, port);
        outbox.round().block();
        assertThat(receiver.messages()).as("not before a second is over").isEmpty();
        now.updateAndGet(before -> before.plusSeconds(1));
        outbox.round().block();
        assertThat(indexes()).containsExactlyElementsOf(upTo(5));
        assertThat(outbox.health().block().getStatus()).isEqualTo(Status.UP);
    }

    @Test
    void whenAnotherAuthorityVouchesForTheReceiverThenItIsToldNothing() {
        fixture.growSigned(0, 5);
        SyslogOutbox outbox = outbox(new TestPki().client());
        outbox.round().block();
        assertThat(receiver.messages()).isEmpty();
        assertThat(outbox.health().block().getStatus()).isEqualTo(SyslogOutbox.WARNING);
        assertThat(outbox.health().block().getDetails().get("problem").toString())
                .contains("PKIX path");
    }

    @Test
    void whenTwoReplicasTellTogetherThenOneSendsAndNothingIsOutOfOrder() {
        fixture.growSigned(0, SIZE);
        Mono.when(outbox().round(), outbox().round(), outbox().round()).block();
        outbox().round().block();
        assertThat(indexes()).containsExactlyElementsOf(upTo(SIZE));
    }

    private List<JsonObject> bodies() {
        return receiver.messages().stream()
                .map(message -> message.substring(message.indexOf('\ufeff') + 1))
                .map(body -> Json.parseObject(body.getBytes(StandardCharsets.UTF_8)))
                .toList();
    }

    private List<Long> indexes() {
        return bodies().stream().map(body -> body.integer("index")).toList();
    }

    private static List<Long> upTo(long size) {
        return LongStream.range(0, size).boxed().toList();
    }
}
