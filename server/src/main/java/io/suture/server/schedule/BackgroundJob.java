package io.suture.server.schedule;

import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * Repeats a round with a pause between two rounds. A failed round is logged and the next one tries again. It stops between
 * two rounds, never within one: a transaction that is cancelled midway may have been half sent.
 */
public final class BackgroundJob implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(BackgroundJob.class);

    private final String name;
    private final Duration pause;
    private final Supplier<? extends Mono<?>> round;
    private @Nullable Run running;

    /** Creates a job that starts and stops with the application. */
    public BackgroundJob(String name, Duration pause, Supplier<? extends Mono<?>> round) {
        this.name = name;
        this.pause = pause;
        this.round = round;
    }

    /** The rounds from one start to one stop. */
    private final class Run {

        private final Sinks.Empty<Void> stop = Sinks.empty();
        private final Sinks.Empty<Void> ended = Sinks.empty();
        private volatile boolean stopping;

        void start() {
            Mono.defer(BackgroundJob.this::once)
                    .then(Mono.delay(pause).takeUntilOther(stop.asMono()))
                    .repeat(() -> !stopping)
                    .doFinally(signal -> ended.tryEmitEmpty())
                    .subscribe();
        }

        Mono<Void> stop() {
            stopping = true;
            stop.tryEmitEmpty();
            return ended.asMono();
        }
    }

    @Override
    public synchronized void start() {
        if (running == null) {
            running = new Run();
            running.start();
        }
    }

    @Override
    public void stop() {
        stop(() -> {});
    }

    @Override
    public synchronized void stop(Runnable stopped) {
        if (running == null) {
            stopped.run();
        } else {
            Run last = running;
            running = null;
            last.stop().doFinally(signal -> stopped.run()).subscribe();
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
