package io.suture.server.signing;

import io.suture.server.problem.ProblemType;
import io.suture.server.problem.Refusal;
import io.suture.trust.director.AssignmentStatement;
import io.suture.trust.dsse.Envelope;
import reactor.core.publisher.Mono;

/**
 * Signs what devices are told to install, with the online key that the policy role lists for it (ADR 0011). It vouches for
 * nothing: devices install only what the product role says too.
 */
public final class Director {

    private final SigningKeys keys;

    Director(SigningKeys keys) {
        this.keys = keys;
    }

    /** The manufacturer's director key is not there; devices go on with what they run. */
    record KeyMissing(String manufacturer) implements Refusal {

        @Override
        public ProblemType type() {
            return ProblemType.UNAVAILABLE;
        }

        @Override
        public String detail() {
            return "Manufacturer " + manufacturer + " has no director key; assignments cannot be signed.";
        }
    }

    /** Return the signed assignment; key and signature are worked with where keys are, not on an event loop. */
    public Mono<Envelope> sign(AssignmentStatement assignment) {
        String manufacturer = assignment.device().manufacturer();
        return keys.signer(manufacturer, SigningKeys.DIRECTOR)
                .map(signer -> assignment.sign(signer))
                .switchIfEmpty(Mono.error(() -> new KeyMissing(manufacturer).refused()));
    }
}
