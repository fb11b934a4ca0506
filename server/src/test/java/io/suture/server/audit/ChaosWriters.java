package io.suture.server.audit;

import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Business that goes on whatever happens to the sequencers: transactions with one to three events, some rolled back, some slow. */
final class ChaosWriters {

    private static final int WRITERS = 12;
    private static final int ROLLED_BACK_PERCENT = 15;
    private static final int SLOW_PERCENT = 20;
    private static final int SLOW_MILLIS = 150;

    final Queue<Committed> committed = new ConcurrentLinkedQueue<>();
    final Set<UUID> rolledBack = ConcurrentHashMap.newKeySet();
    private final LogFixture fixture;
    private volatile boolean stopping;

    ChaosWriters(LogFixture fixture) {
        this.fixture = fixture;
        fixture.database.asSuperuser("""
                create table business (
                    id bigint generated always as identity primary key,
                    event_id uuid not null unique references audit_event);
                create trigger audited before insert or update on business for each row execute function audited_row();
                grant select, insert on business to suture_application""");
    }

    /**
     * A transaction that a writer was told to be committed.
     *
     * @param began when the writer began it
     * @param ended when the writer knew
     */
    record Committed(int writer, long began, long ended, List<UUID> events) {}

    private static final class RolledBack extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** Runs the writers while something else is done. */
    void during(Runnable chaos, long seed) throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(WRITERS)) {
            List<Future<?>> writers = IntStream.range(0, WRITERS)
                    .<Future<?>>mapToObj(writer -> threads.submit(() -> write(writer, new Random(seed + writer))))
                    .toList();
            try {
                chaos.run();
            } finally {
                stopping = true;
            }
            for (Future<?> writer : writers) {
                writer.get();
            }
        }
    }

    private void write(int writer, Random random) {
        while (!stopping) {
            boolean fails = random.nextInt(100) < ROLLED_BACK_PERCENT;
            int hold = random.nextInt(100) < SLOW_PERCENT ? random.nextInt(SLOW_MILLIS) : 0;
            int events = 1 + random.nextInt(3);
            long began = System.nanoTime();
            try {
                List<UUID> ids = transaction(events, hold, fails).block();
                committed.add(new Committed(writer, began, System.nanoTime(), ids));
            } catch (RolledBack expected) {
                continue;
            }
        }
    }

    private Mono<List<UUID>> transaction(int events, int hold, boolean fails) {
        return Flux.range(0, events)
                .concatMap(number -> fixture.writer.append(LogFixture.event(number)))
                .concatMap(event -> business(event).thenReturn(event))
                .collectList()
                .delayElement(Duration.ofMillis(hold))
                .doOnNext(ids -> {
                    if (fails) {
                        rolledBack.addAll(ids);
                        throw new RolledBack();
                    }
                })
                .as(fixture.database.transaction()::transactional);
    }

    private Mono<Void> business(UUID event) {
        return fixture.database
                .client()
                .sql("insert into business (event_id) values (:event)")
                .bind("event", event)
                .then();
    }
}
