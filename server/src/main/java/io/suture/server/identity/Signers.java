package io.suture.server.identity;

import io.suture.server.problem.ProblemType;
import io.suture.server.problem.Refusal;
import io.suture.trust.dsse.Envelope;
import java.util.function.Predicate;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Whose signature the server takes at this moment, whatever {@code people.json} says (21 CFR 11.100, 11.300): that of an
 * active person whose credentials nobody else has in hand, made with a key that is not revoked.
 */
@Component
public class Signers {

    private final SigningStanding standing;
    private final PersonKeys keys;

    Signers(SigningStanding standing, PersonKeys keys) {
        this.standing = standing;
        this.keys = keys;
    }

    /** No active key of the person made the signature. */
    record NotSigned() implements Refusal {

        @Override
        public Answer answer() {
            return Answer.of(ProblemType.KEY_NOT_AUTHORISED, "No active key of yours made this signature.");
        }
    }

    /**
     * Return the actor's key that signed, which like the person stays as it is until the caller's transaction ends; fails
     * with {@code may-not-sign} or {@code key-not-authorised}.
     */
    public Mono<PersonKeyRecord> hold(Actor actor, Envelope envelope, Predicate<PersonKeyRecord> kind) {
        return standing.refusal(actor)
                .flatMap(why -> Mono.<PersonKeyRecord>error(why.refused()))
                .switchIfEmpty(Mono.defer(() -> key(actor, envelope, kind)));
    }

    private Mono<PersonKeyRecord> key(Actor actor, Envelope envelope, Predicate<PersonKeyRecord> kind) {
        return keys.of(actor.id())
                .filter(key -> kind.test(key) && key.signed(envelope))
                .concatMap(key -> keys.hold(actor.id(), key.fingerprint()))
                .next()
                .switchIfEmpty(Mono.error(() -> new NotSigned().refused()));
    }
}
