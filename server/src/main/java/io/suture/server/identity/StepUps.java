package io.suture.server.identity;

import io.suture.trust.digest.Digest;
import reactor.core.publisher.Mono;

/** Fresh proofs of who a person is: each is bound to one person and one signature and counts once. */
public interface StepUps {

    /**
     * Use up the person's proof for this binding, inside the caller's transaction if there is one; refused with {@code
     * step-up-required} when there is none, when it was used, or when it is older than {@link StepUp#MAX_AGE}.
     */
    Mono<StepUp> consume(Actor actor, Digest binding);
}
