package io.suture.cli.demo.attack;

import io.suture.cli.demo.stage.DeviceUnit;
import io.suture.cli.demo.stage.Stage;
import io.suture.trust.tuf.SignedMetadata;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** An old timestamp is served for ever, so that a device never learns of a newer release or of a withdrawal. */
final class FrozenMetadata implements Attack {

    @Override
    public List<Refusal> attempt(Arena arena) throws Exception {
        DeviceUnit victim = arena.gateway("D-016");
        Stage stage = arena.stage();
        awaitExpiry(
                stage,
                SignedMetadata.parse("timestamp", arena.oldTimestamp())
                        .asTimestamp()
                        .expires());
        try (HostileMirror mirror = arena.mirror(victim, Arena.CURRENT)) {
            mirror.lie(Arena.repository("metadata/timestamp.json"), arena.oldTimestamp());
            return List.of(Refusal.byDevice(victim.poll(stage, mirror.url()), "metadata-expired", "timestamp"));
        }
    }

    private static void awaitExpiry(Stage stage, Instant expires) throws InterruptedException {
        Clock clock = stage.clock();
        long total = Math.max(1, Duration.between(clock.instant(), expires).toMillis());
        stage.narrator().note("the kept timestamp expires at " + expires);
        var never = new CountDownLatch(1);
        while (clock.instant().isBefore(expires.plusSeconds(1))) {
            long left = Duration.between(clock.instant(), expires).toMillis();
            stage.narrator().progress("waiting", total - left, total);
            never.await(250, TimeUnit.MILLISECONDS);
        }
    }
}
