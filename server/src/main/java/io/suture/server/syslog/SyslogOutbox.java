package io.suture.server.syslog;

import io.suture.server.audit.AuditLog;
import io.suture.server.audit.LoggedEntry;
import io.suture.server.schedule.Backoff;
import io.suture.trust.log.Checkpoint;
import io.suture.trust.log.SignedNote;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.ReactiveHealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * Tells the receiver what checkpoints cover, log by log, in order. One transaction holds the log's cursor, sends a batch and
 * moves the cursor: a failure or crash in between sends the batch again, with the same ids, and no second replica sends
 * meanwhile. What waits, waits in the log; no more than a batch is ever in memory.
 */
final class SyslogOutbox implements ReactiveHealthIndicator {

    static final Status WARNING = new Status("WARNING");

    /** Most entries of one session. */
    static final int BATCH = 500;

    private static final Duration LONGEST = Duration.ofMinutes(5);
    private static final Logger log = LoggerFactory.getLogger(SyslogOutbox.class);

    private final SyslogCursors cursors;
    private final AuditLog audit;
    private final SyslogFormat format;
    private final SyslogSession session;
    private final TransactionalOperator transaction;
    private final Backoff backoff;
    private final Clock clock;
    private final Scheduler blocking;
    private volatile Outage outage = Outage.NONE;

    SyslogOutbox(
            SyslogCursors cursors,
            AuditLog audit,
            SyslogFormat format,
            SyslogSession session,
            TransactionalOperator transaction,
            Duration pause,
            Clock clock,
            Scheduler blocking) {
        this.cursors = cursors;
        this.audit = audit;
        this.format = format;
        this.session = session;
        this.transaction = transaction;
        this.backoff = new Backoff(pause, LONGEST);
        this.clock = clock;
        this.blocking = blocking;
    }

    /** How long nothing could be sent, when to try again, and why. */
    private record Outage(int failures, Instant next, String problem) {
        static final Outage NONE = new Outage(0, Instant.MIN, "");
    }

    /** Tells everything that is new, unless the receiver failed a moment ago. */
    Mono<Void> round() {
        return Mono.just(outage)
                .filter(known -> !known.next().isAfter(clock.instant()))
                .flatMapMany(known -> cursors.behind())
                .collectList()
                .flatMapIterable(logs -> logs)
                .concatMap(this::drain)
                .then()
                .onErrorResume(SyslogOutbox::isOfTheReceiver, failure -> Mono.fromRunnable(() -> failed(failure)));
    }

    private Mono<Long> drain(String name) {
        return batch(name)
                .expand(count -> count == BATCH ? batch(name) : Mono.empty())
                .reduce(0L, Long::sum);
    }

    private Mono<Long> batch(String name) {
        return cursors.take(name)
                .flatMap(next -> audit.checkpoint(name)
                        .map(note -> Checkpoint.parse(SignedNote.parse(note).unverifiedText())
                                .size())
                        .flatMap(size -> batch(name, next, size)))
                .as(transaction::transactional)
                .defaultIfEmpty(0L);
    }

    private Mono<Long> batch(String name, long next, long size) {
        return audit.entries(name, next, Math.clamp(size - next, 0, BATCH))
                .collectList()
                .filter(entries -> !entries.isEmpty())
                .flatMap(entries -> tell(name, entries, size)
                        .flatMap(told -> cursors.move(name, entries.getLast().index() + 1)
                                .thenReturn((long) told)));
    }

    private Mono<Integer> tell(String name, List<LoggedEntry> entries, long size) {
        return Mono.fromCallable(() -> {
                    session.send(entries.stream()
                            .map(entry -> format.frame(name, entry, size))
                            .toList());
                    return entries.size();
                })
                .subscribeOn(blocking)
                .timeout(session.timeout())
                .doOnNext(told -> outage = Outage.NONE);
    }

    private static boolean isOfTheReceiver(Throwable failure) {
        return failure instanceof IOException || failure instanceof TimeoutException;
    }

    private void failed(Throwable failure) {
        Outage before = outage;
        String problem = failure.toString().replaceAll("\\p{Cntrl}", "?");
        if (before.failures() == 0) {
            log.error("ALERT: the syslog receiver {} is not told anything: {}", session.host(), problem);
        }
        int failures = before.failures() + 1;
        outage = new Outage(failures, clock.instant().plus(backoff.after(failures)), problem);
    }

    @Override
    public Mono<Health> health() {
        Outage known = outage;
        return Mono.just(
                known.failures() == 0
                        ? Health.up().build()
                        : Health.status(WARNING)
                                .withDetail("receiver", session.host())
                                .withDetail("problem", known.problem())
                                .withDetail("failures", known.failures())
                                .build());
    }
}
