package io.suture.server.schedule;

import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;

/** Repeats a round with a pause between two rounds. A failed round is logged and the next one tries again. */
public final class BackgroundJob implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(BackgroundJob.class);

    private final String name;
    private final Duration pause;
    private final Supplier<? extends Mono<?>> round;
    private @Nullable Disposable running;

    /** Creates a job that starts and stops with the application. */
    public BackgroundJob(String name, Duration pause, Supplier<? extends Mono<?>> round) {
        this.name = name;
        this.pause = pause;
        this.round = round;
    }

    @Override
    public synchronized void start() {
        if (running == null) {
            running = Mono.defer(this::once).then(Mono.delay(pause)).repeat().subscribe();
        }
    }

    @Override
    public synchronized void stop() {
        if (running != null) {
            running.dispose();
            running = null;
        }
    }

    @Override
    public synchronized boolean isRunning() {
        return running != null;
    }

    private Mono<Void> once() {
        return Mono.defer(() -> round.get().then()).onErrorResume(failure -> {
            log.warn("background job {} failed and is tried again: {}", name, failure.toString());
            return Mono.empty();
        });
    }
}
