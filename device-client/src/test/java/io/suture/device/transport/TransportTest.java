package io.suture.device.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class TransportTest {

    private static final TransportLimits LIMITS = new TransportLimits(
            Duration.ofSeconds(1),
            Duration.ofSeconds(1),
            Duration.ofSeconds(1),
            Duration.ofSeconds(10),
            100,
            Duration.ofSeconds(100));

    @Test
    void whenFailuresFollowThenWaitsDoubleUpToTheLongest() {
        Backoff backoff = new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(60), 8);
        Random random = new Random(1);
        for (int failures = 1; failures < 100; failures++) {
            long full = Math.min(60_000, 1000L << Math.min(failures - 1, 20));
            assertThat(backoff.after(failures, random).toMillis()).isBetween(full / 2, full);
        }
    }

    @Test
    void whenAWindowBringsEnoughThenTheTransferGoesOn() {
        AtomicLong now = new AtomicLong();
        Pace pace = new Pace("x", LIMITS, now::get);
        for (int window = 0; window < 5; window++) {
            pace.received(100);
            now.addAndGet(Duration.ofSeconds(10).toNanos());
            assertThatCode(() -> pace.received(0)).doesNotThrowAnyException();
        }
    }

    @Test
    void whenAWindowBringsAByteTooLittleThenTheTransferIsTooSlow() {
        AtomicLong now = new AtomicLong();
        Pace pace = new Pace("x", LIMITS, now::get);
        pace.received(98);
        now.addAndGet(Duration.ofSeconds(10).toNanos());

        assertThatThrownBy(() -> pace.received(1)).isInstanceOf(TransportException.TooSlow.class);
    }

    @Test
    void whenAPathHasUnusualCharactersThenEachSegmentIsEncoded() {
        assertThat(UrlPath.encode("GW2/3.1.1+b/ä b.bin")).isEqualTo("GW2/3.1.1+b/%C3%A4%20b.bin");
    }

    @Test
    void whenTheServerRefusesThenItsOwnCodeIsTheCode() {
        byte[] problem = "{\"type\":\"urn:suture:problem:device-revoked\"}".getBytes(StandardCharsets.UTF_8);
        Reply reply = new Reply(403, problem, Optional.empty(), Optional.empty());

        assertThat(reply.unexpected("/x").code()).isEqualTo("device-revoked");
        assertThat(reply.unexpected("/x").passing()).isFalse();
    }
}
