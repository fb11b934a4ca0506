package io.suture.server.timestamp;

import io.suture.server.audit.AuditLog;
import io.suture.trust.log.Checkpoint;
import io.suture.trust.log.SignedNote;
import io.suture.trust.log.timestamp.Timestamp;
import io.suture.trust.log.timestamp.TimestampAuthority;
import io.suture.trust.log.timestamp.TimestampException;
import io.suture.trust.log.timestamp.TimestampRequest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.ReactiveHealthIndicator;
import org.springframework.boot.health.contributor.Status;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * Gets every log a time stamp a day and one for each published release, always over the newest checkpoint. The log never
 * waits for it: an authority that is silent or wrong is asked again, ever more rarely, and becomes a warning after a day.
 */
final class Timestamping implements ReactiveHealthIndicator {

    static final Status WARNING = new Status("WARNING");

    private final TimestampTable table;
    private final AuditLog log;
    private final AuthorityClient client;
    private final TimestampAuthority authority;
    private final Attempts attempts;
    private final SecureRandom random;
    private final Clock clock;
    private final Scheduler blocking;

    Timestamping(
            TimestampTable table,
            AuditLog log,
            TimestampSettings settings,
            SecureRandom random,
            Clock clock,
            Scheduler blocking) {
        this.table = table;
        this.log = log;
        this.client = new AuthorityClient(settings.requiredUrl(), settings.timeout());
        this.authority = settings.requiredAuthority();
        this.attempts = new Attempts(settings.pause());
        this.random = random;
        this.clock = clock;
        this.blocking = blocking;
    }

    /** Asks for what is wanted now; one log's failure does not stop the others. */
    Mono<Void> round() {
        return table.standings()
                .collectList()
                .flatMapIterable(standings -> standings)
                .concatMapDelayError(this::stampIfDue)
                .then();
    }

    private Mono<Void> stampIfDue(Standing standing) {
        Instant now = clock.instant();
        if (standing.dueSince(now).isEmpty()) {
            attempts.done(standing.log());
            return Mono.empty();
        }
        return log.checkpoint(standing.log())
                .map(note -> Checkpoint.parse(SignedNote.parse(note).unverifiedText()))
                .filter(checkpoint -> standing.isMetBy(checkpoint.size()))
                .filter(checkpoint ->
                        attempts.begin(standing.log(), standing.dueSince(now).orElse(now), now))
                .flatMap(checkpoint -> stamp(standing.log(), checkpoint));
    }

    private Mono<Void> stamp(String name, Checkpoint checkpoint) {
        return Mono.fromCallable(() -> TimestampRequest.of(checkpoint, random))
                .flatMap(request -> client.ask(request.toBytes())
                        .flatMap(answer -> verified(answer, request)
                                .flatMap(stamp -> table.keep(name, checkpoint.size(), stamp, answer, clock.instant()))))
                .then(Mono.<Void>fromRunnable(() -> attempts.done(name)))
                .onErrorResume(Timestamping::isOfTheAuthority, failure -> {
                    attempts.failed(name, String.valueOf(failure.getMessage()), clock.instant());
                    return Mono.empty();
                });
    }

    private Mono<Timestamp> verified(byte[] answer, TimestampRequest request) {
        return Mono.fromCallable(() -> authority.verify(answer, request)).subscribeOn(blocking);
    }

    private static boolean isOfTheAuthority(Throwable failure) {
        return failure instanceof TimestampException || failure instanceof AuthoritySilentException;
    }

    @Override
    public Mono<Health> health() {
        return Mono.fromCallable(() -> {
            Map<String, String> late = attempts.late(clock.instant());
            return late.isEmpty()
                    ? Health.up().build()
                    : Health.status(WARNING).withDetails(late).build();
        });
    }
}
