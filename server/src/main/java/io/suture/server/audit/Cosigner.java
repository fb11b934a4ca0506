package io.suture.server.audit;

import io.suture.server.audit.LogTables.SignedHead;
import io.suture.trust.log.WitnessPolicy.Witness;
import io.suture.trust.log.witness.WitnessAnswer;
import io.suture.trust.log.witness.WitnessExchange;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** Collects the cosignatures of a checkpoint: all witnesses are asked together, and none is waited for in vain. */
final class Cosigner {

    /** How long the others are waited for once there are enough. */
    private static final Duration GRACE = Duration.ofMillis(250);

    private final LogTables tables;
    private final WitnessClient client;
    private final LogHistory history;
    private final Map<Conversation, Long> lastSizes = new ConcurrentHashMap<>();

    Cosigner(LogTables tables, WitnessClient client, LogHistory history) {
        this.tables = tables;
        this.client = client;
        this.history = history;
    }

    private record Conversation(String log, String witness) {}

    /** What a witness said about a checkpoint, and the second history that it showed, if any. */
    record Answered(String witness, WitnessAnswer answer, Optional<LogDamagedException> contradiction) {}

    /**
     * Asks every witness of the log and returns the answers that came in time; fails with {@link LogDamagedException} when one
     * has a checkpoint with the log's signature that this log does not continue.
     */
    Mono<List<Answered>> ask(String log, WitnessDemand demand, SignedHead signed) {
        Sinks.Empty<Void> enough = Sinks.empty();
        Set<String> cosigned = ConcurrentHashMap.newKeySet();
        return Flux.fromIterable(demand.policy().witnesses().witnesses())
                .filter(witness -> demand.addresses().containsKey(witness.name()))
                .flatMap(witness -> ask(log, demand, witness, signed), Integer.MAX_VALUE)
                .doOnNext(answered -> {
                    if (answered.answer() instanceof WitnessAnswer.Cosigned
                            && cosigned.add(answered.witness())
                            && demand.policy().witnesses().isMetBy(cosigned)) {
                        enough.tryEmitEmpty();
                    }
                })
                .takeUntilOther(enough.asMono().then(Mono.delay(GRACE)))
                .collectList()
                .flatMap(answers -> answers.stream()
                        .flatMap(answered -> answered.contradiction().stream())
                        .findFirst()
                        .<Mono<List<Answered>>>map(Mono::error)
                        .orElse(Mono.just(answers)));
    }

    /** Completes when no witness that answers has seen another history of this log; fails like {@link #ask}. */
    Mono<Void> requireSeenBy(String log, WitnessDemand demand) {
        return Flux.fromIterable(demand.addresses().entrySet())
                .flatMap(witness -> contradiction(log, demand, witness.getKey(), witness.getValue()), Integer.MAX_VALUE)
                .next()
                .flatMap(Mono::error);
    }

    private Mono<Answered> ask(String log, WitnessDemand demand, Witness witness, SignedHead signed) {
        URI address = Objects.requireNonNull(demand.addresses().get(witness.name()));
        WitnessExchange exchange = new WitnessExchange(witness, signed.note());
        Conversation conversation = new Conversation(log, witness.name());
        long from = Math.min(lastSizes.getOrDefault(conversation, 0L), signed.size());
        return send(log, address, exchange, from, signed)
                .flatMap(answer -> answer instanceof WitnessAnswer.ResendFrom again
                        ? send(log, address, exchange, again.size(), signed)
                        : Mono.just(answer))
                .doOnNext(answer -> {
                    if (answer instanceof WitnessAnswer.Cosigned) {
                        lastSizes.merge(conversation, signed.size(), Math::max);
                    }
                })
                .flatMap(answer -> Mono.just(answer)
                        .filter(given ->
                                given instanceof WitnessAnswer.Ahead || given instanceof WitnessAnswer.Contradicted)
                        .flatMap(given -> contradiction(log, demand, witness.name(), address))
                        .singleOptional()
                        .map(contradiction -> new Answered(witness.name(), answer, contradiction)));
    }

    private Mono<WitnessAnswer> send(String log, URI address, WitnessExchange exchange, long from, SignedHead signed) {
        return LogTree.compute(
                        tables,
                        log,
                        signed.size(),
                        reader -> exchange.request(from, reader).toBytes())
                .flatMap(request -> client.addCheckpoint(address, exchange, request));
    }

    private Mono<LogDamagedException> contradiction(String log, WitnessDemand demand, String witness, URI address) {
        return client.checkpoint(address, demand.policy().origin())
                .flatMap(note -> history.contradiction(log, demand.policy(), witness, note));
    }
}
