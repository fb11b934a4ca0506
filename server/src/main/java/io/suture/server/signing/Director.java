package io.suture.server.signing;

import io.suture.server.problem.ProblemType;
import io.suture.server.problem.Refusal;
import io.suture.trust.director.AssignmentStatement;
import io.suture.trust.dsse.Envelope;
import io.suture.trust.key.PublicKey;
import io.suture.trust.key.Signer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * Signs what devices are told to install, with the online key that the policy role lists for it (ADR 0011). It vouches for
 * nothing: devices install only what the product role says too.
 */
public final class Director {

    private final OnlineSigners signers;
    private final Scheduler blocking;
    private final Map<Choice, Mono<Signer>> chosen = new ConcurrentHashMap<>();

    Director(OnlineSigners signers, Scheduler blocking) {
        this.signers = signers;
        this.blocking = blocking;
    }

    /** The manufacturer's director key is not there; devices go on with what they run. */
    record KeyMissing(String manufacturer) implements Refusal {

        @Override
        public Answer answer() {
            return Answer.of(
                    ProblemType.UNAVAILABLE,
                    "Manufacturer " + manufacturer + " has no director key; assignments cannot be signed.");
        }
    }

    /**
     * Return the signed assignment; key and signature are worked with where keys are, not on an event loop.
     *
     * @param accepted the keys that the policy in force names, any of which devices believe
     */
    public Mono<Envelope> sign(AssignmentStatement assignment, List<PublicKey> accepted) {
        String manufacturer = assignment.device().manufacturer();
        return chosen.computeIfAbsent(new Choice(manufacturer, accepted), this::choose)
                .publishOn(blocking)
                .map(signer -> assignment.sign(signer));
    }

    private record Choice(String manufacturer, List<PublicKey> accepted) {}

    /** A key that was found is kept; one that was not is looked for again. */
    private Mono<Signer> choose(Choice choice) {
        return signers.of(choice.manufacturer(), SigningKeys.DIRECTOR, choice.accepted()::contains)
                .switchIfEmpty(Mono.error(() -> new KeyMissing(choice.manufacturer()).refused()))
                .cacheInvalidateIf(found -> false);
    }
}
