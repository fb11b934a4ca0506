package io.suture.server.audit;

import io.suture.server.audit.PublishedCheckpoints.Standing;
import io.suture.trust.log.LogException;
import io.suture.trust.log.witness.WitnessAnswer;
import io.suture.trust.log.witness.WitnessExchange;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/**
 * Hands out signed checkpoints: at once where nobody is demanded, else when the quorum of witnesses cosigned; again from time to
 * time, so that the cosignatures of a quiet log stay fresh (tlog-witness). What is published is opened before, as readers will.
 */
final class Publisher {

    private static final Logger logger = LoggerFactory.getLogger(Publisher.class);

    /** So long a checkpoint may wait for its quorum before somebody is called. */
    private static final Duration ALARM = Duration.ofMinutes(1);

    private final PublishedCheckpoints published;
    private final WitnessDirectory witnesses;
    private final Cosigner cosigner;
    private final Duration republish;
    private final Clock clock;
    private final Map<String, Waiting> waiting = new ConcurrentHashMap<>();

    Publisher(
            PublishedCheckpoints published,
            WitnessDirectory witnesses,
            Cosigner cosigner,
            Duration republish,
            Clock clock) {
        this.published = published;
        this.witnesses = witnesses;
        this.cosigner = cosigner;
        this.republish = republish;
        this.clock = clock;
    }

    /** Since when a log has a checkpoint that it cannot publish, why, and whether somebody was called. */
    private record Waiting(Instant since, String problem, boolean called) {}

    /** Return whether witnesses must cosign the checkpoints of a log. */
    boolean isWitnessed(String log) {
        return witnesses.of(log).isPresent();
    }

    /** Return whether there is something to publish of a log. */
    boolean isDue(Standing standing) {
        String demand = witnesses.demandOf(standing.log());
        return standing.last()
                .filter(last -> last.size() == standing.signed().size()
                        && last.demand().equals(demand)
                        && (demand.equals(WitnessDemand.NOBODY)
                                || last.at().plus(republish).isAfter(clock.instant())))
                .isEmpty();
    }

    /** Publishes the newest signed checkpoint, unless too few cosigned it; fails with {@link LogDamagedException} like the cosigner. */
    Mono<Void> publish(Standing standing) {
        return witnesses
                .of(standing.log())
                .map(demand -> cosigned(standing, demand))
                .orElseGet(() -> insert(standing, WitnessDemand.NOBODY, ""));
    }

    /** Completes when no witness of the log that answers has seen another history; fails like {@link #publish}. */
    Mono<Void> requireSeenByWitnesses(String log) {
        return Mono.justOrEmpty(witnesses.of(log)).flatMap(demand -> cosigner.requireSeenBy(log, demand));
    }

    /** Returns what cannot be published, by log, and why. */
    Map<String, String> unpublished() {
        Map<String, String> problems = new TreeMap<>();
        waiting.forEach((log, wait) -> problems.put(log, "since " + wait.since() + ": " + wait.problem()));
        return problems;
    }

    private Mono<Void> cosigned(Standing standing, WitnessDemand demand) {
        return cosigner.ask(standing.log(), demand, standing.signed()).flatMap(answers -> {
            String lines = lines(answers);
            try {
                demand.policy()
                        .verify(WitnessExchange.assemble(standing.signed().note(), List.of(lines)));
            } catch (LogException e) {
                return Mono.fromRunnable(() -> waits(standing.log(), e.getMessage() + problems(answers)));
            }
            return insert(standing, demand.id(), lines);
        });
    }

    private Mono<Void> insert(Standing standing, String demand, String lines) {
        return published
                .insert(standing.log(), standing.signed().size(), demand, lines, clock.instant())
                .doOnSuccess(done -> waiting.remove(standing.log()));
    }

    private static String lines(List<Cosigner.Answered> answers) {
        StringBuilder lines = new StringBuilder();
        answers.forEach(answered -> {
            if (answered.answer() instanceof WitnessAnswer.Cosigned cosigned) {
                lines.append(cosigned.lines());
            }
        });
        return lines.toString();
    }

    private static String problems(List<Cosigner.Answered> answers) {
        StringBuilder problems = new StringBuilder();
        answers.stream()
                .filter(answered -> !(answered.answer() instanceof WitnessAnswer.Cosigned))
                .forEach(answered -> problems.append("; ")
                        .append(answered.witness())
                        .append(": ")
                        .append(answered.answer()));
        return problems.toString();
    }

    private void waits(String log, String problem) {
        Instant now = clock.instant();
        Waiting before = waiting.getOrDefault(log, new Waiting(now, problem, false));
        boolean call = !before.called() && !before.since().plus(ALARM).isAfter(now);
        if (call) {
            logger.error("ALERT: checkpoints of {} are not published since {}: {}", log, before.since(), problem);
        }
        waiting.put(log, new Waiting(before.since(), problem, before.called() || call));
    }
}
